package io.backstitch.deadletter;

import io.backstitch.tables.Kind;
import io.backstitch.tables.Leftover;
import io.backstitch.tables.Owed;
import io.backstitch.tables.RunRows;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** What has failed, and what waits for a person. */
@Component
class TablesOfDeadLetters implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(
                Store.of("dead_letter")
                        .with(Kind.KEY, "saga", "idempotency_key", "event")
                        .with(Kind.LOGIN, "decided_by")
                        .with(Kind.TEXT, "reason", "answer", "note")
                        .with(Kind.FREE, "state", "kind", "process", "element", "job_type"),
                Store.of("failed_attempt")
                        .with(Kind.KEY, "saga", "idempotency_key")
                        .with(Kind.TEXT, "error", "answer")
                        .with(Kind.FREE, "process", "element", "job_type", "classified"));
    }

    @Override
    public List<RunRows> ofRuns() {
        return List.of(
                RunRows.kept(
                        "failed_attempt",
                        "own.saga = going.saga",
                        "own.element, own.job_type, own.idempotency_key, own.classified, own.at",
                        "own.id"),
                RunRows.kept(
                        "dead_letter",
                        "own.saga = going.saga",
                        "own.id, own.state, own.kind, own.element, own.job_type, own.idempotency_key, own.opened_at, own.decided_at",
                        "own.id"));
    }

    @Override
    public List<Leftover> leftovers() {
        return List.of(
                new Leftover(
                        "failed_attempt", "own.at < :before AND " + Leftover.NO_SAGA + " AND " + Leftover.NO_INSTANCE),
                new Leftover(
                        "dead_letter",
                        "own.decided_at < :before AND own.state <> 'OPEN' AND (own.told_at IS NOT NULL OR own.state = 'RESOLVED') AND "
                                + Leftover.NO_SAGA));
    }

    @Override
    public List<Owed> owed() {
        return List.of(new Owed("""
                        EXISTS (SELECT FROM dead_letter WHERE saga = it.id
                                AND (state = 'OPEN' OR (state IN ('REPLAYED', 'GIVEN_UP') AND told_at IS NULL)))""", "a dead letter is open"));
    }
}
