package io.backstitch.workers.bulkimport;

import io.backstitch.tables.Kind;
import io.backstitch.tables.RunRows;
import io.backstitch.tables.RunSql;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** What was uploaded, and what became of it. */
@Component
class TablesOfBulkImport implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(
                Store.of("bulkimport").with(Kind.KEY, "run"),
                Store.of("bulkimport_row")
                        .labelled("t.run || ', line ' || t.line")
                        .openWhile(RunSql.goesOn("'bulkimport/' || t.run"))
                        .with(Kind.KEY, "run")
                        .with(Kind.TEXT, "name", "email")
                        .with(Kind.BESIDE, "phone"));
    }

    /** The rows, which name persons, go without a trace; the totals go into the archive. */
    @Override
    public List<RunRows> ofRuns() {
        return List.of(
                RunRows.gone("bulkimport_row", "own.run = going.run"),
                RunRows.kept("bulkimport", "own.run = going.run", "own.rows, own.imported, own.failed", "own.run"));
    }
}
