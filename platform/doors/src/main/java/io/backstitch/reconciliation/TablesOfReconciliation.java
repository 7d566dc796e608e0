package io.backstitch.reconciliation;

import io.backstitch.tables.Kind;
import io.backstitch.tables.Leftover;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** What was asked of sources, and what differed. */
@Component
class TablesOfReconciliation implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(
                Store.of("asked_source").with(Kind.FREE, "source"),
                Store.of("reconciliation_finding").with(Kind.KEY, "event").with(Kind.FREE, "source", "difference"));
    }

    @Override
    public List<Leftover> leftovers() {
        return List.of(new Leftover("reconciliation_finding", "own.found_at < :before"));
    }
}
