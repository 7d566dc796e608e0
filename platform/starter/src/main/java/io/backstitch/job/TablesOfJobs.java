package io.backstitch.job;

import io.backstitch.tables.Kind;
import io.backstitch.tables.Leftover;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** What workers keep besides the ledger. */
@Component
class TablesOfJobs implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(
                Store.of("refused_instance").with(Kind.TEXT, "why").with(Kind.FREE, "process"),
                Store.of("stranger_effect").with(Kind.KEY, "key"),
                Store.of("job_pause").with(Kind.TEXT, "detail").with(Kind.FREE, "job_type", "reason"),
                Store.of("job_overdue").with(Kind.FREE, "instance", "job_type"),
                Store.of("partner_rate").with(Kind.FREE, "id", "state"));
    }

    @Override
    public List<Leftover> leftovers() {
        return List.of(new Leftover("refused_instance", "own.refused_at < :before"));
    }
}
