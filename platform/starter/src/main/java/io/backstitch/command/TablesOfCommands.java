package io.backstitch.command;

import io.backstitch.tables.Kind;
import io.backstitch.tables.RunRows;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** What operators change in runs. */
@Component
class TablesOfCommands implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(Store.of("variable_change")
                .labelled("t.run || ', ' || t.variable")
                .openWhile("EXISTS (SELECT FROM run JOIN saga ON saga.id = run.process || '/' || run.id"
                        + " WHERE run.id = t.run AND saga.ended_at IS NULL)")
                .with(Kind.KEY, "run")
                .with(Kind.JSON, "value")
                .with(Kind.LOGIN, "changed_by")
                .with(Kind.FREE, "variable"));
    }

    @Override
    public List<RunRows> ofRuns() {
        return List.of(
                RunRows.kept("variable_change", "own.run = going.run", "own.variable, own.changed_at", "own.id"));
    }
}
