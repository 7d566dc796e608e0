package io.backstitch.intake;

import io.backstitch.tables.Kind;
import io.backstitch.tables.Owed;
import io.backstitch.tables.RunRows;
import io.backstitch.tables.RunSql;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What came in, and what became of it. {@code asked_by} is the realm's own id of an account, which is never given out again: with it the same request is
 * known again, and when the account is deleted it says nothing.
 */
@Component
class TablesOfIntake implements TableOwner {

    private static final String RUN = "t.process || '/' || t.id";
    private static final String RUN_OF_EVENT = "t.process || '/' || t.run";

    @Override
    public List<Store> stores() {
        return List.of(
                Store.of("run_key").with(Kind.FREE, "secret"),
                Store.of("run")
                        .labelled(RUN)
                        .openWhile(RunSql.hasNotEnded(RUN)
                                + " AND (t.dead_at IS NULL OR EXISTS (SELECT FROM dead_letter AS letter WHERE letter.saga = "
                                + RUN
                                + " AND letter.state = 'OPEN'))")
                        .with(Kind.KEY, "id", "source", "asked_by", "idempotency_key")
                        .with(Kind.JSON, "variables")
                        .with(Kind.FREE, "process", "fingerprint", "signed_name"),
                Store.of("run_event")
                        .labelled(RUN_OF_EVENT + " || ', ' || t.message")
                        .openWhile(RunSql.hasNotEnded(RUN_OF_EVENT)
                                + " AND (t.dead_at IS NULL OR EXISTS (SELECT FROM dead_letter AS letter WHERE letter.event = t.id"
                                + " AND letter.state = 'OPEN'))")
                        .with(Kind.KEY, "id", "run", "source", "asked_by", "idempotency_key")
                        .with(Kind.JSON, "variables")
                        .with(Kind.FREE, "process", "message", "fingerprint"));
    }

    @Override
    public List<RunRows> ofRuns() {
        return List.of(
                RunRows.kept("run_event", "own.process = :process AND own.run = going.run", """
                    own.id, own.message, own.source, own.fingerprint, own.accepted_at, own.relayed_at, own.taken_at, own.dead_at""", "own.seq"),
                RunRows.kept(
                        "run",
                        "own.process = :process AND own.id = going.run",
                        "own.source, own.fingerprint, own.accepted_at, own.relayed_at, own.cancelled_at",
                        "own.id"));
    }

    @Override
    public List<Owed> owed() {
        return List.of(
                new Owed(
                        "EXISTS (SELECT FROM run WHERE id = it.business_id AND relayed_at IS NULL AND dead_at IS NULL)",
                        "it waits to be handed over"),
                new Owed(
                        "EXISTS (SELECT FROM run_event WHERE run = it.business_id AND taken_at IS NULL AND dead_at IS NULL)",
                        "an event for it is under way"));
    }

    @Override
    public int rank() {
        return 2;
    }
}
