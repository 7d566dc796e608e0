package io.backstitch.waiting;

import io.backstitch.tables.Kind;
import io.backstitch.tables.Leftover;
import io.backstitch.tables.Owed;
import io.backstitch.tables.RunRows;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** What runs wait for. */
@Component
class TablesOfWaiting implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(
                Store.of("engine_instance").with(Kind.KEY, "run").with(Kind.FREE, "process"),
                Store.of("engine_wait").with(Kind.FREE, "kind", "element", "name"),
                Store.of("stranger_instance").with(Kind.KEY, "run").with(Kind.FREE, "process"),
                Store.of("job_queue").with(Kind.FREE, "job_type"),
                Store.of("stuck_run")
                        .with(Kind.KEY, "run")
                        .with(Kind.TEXT, "reason")
                        .with(Kind.FREE, "process", "kind"),
                Store.of("stuck_watch").with(Kind.FREE, "watcher"));
    }

    @Override
    public List<RunRows> ofRuns() {
        return List.of(RunRows.gone("stuck_run", "own.run = going.run"));
    }

    @Override
    public List<Leftover> leftovers() {
        return List.of(new Leftover("stranger_instance", "own.settled_at < :before"));
    }

    @Override
    public List<Owed> owed() {
        return List.of(
                new Owed("EXISTS (SELECT FROM engine_instance WHERE run = it.business_id)", "the engine has it yet"));
    }
}
