package io.backstitch.messaging;

import io.backstitch.tables.Kind;
import io.backstitch.tables.Leftover;
import io.backstitch.tables.Owed;
import io.backstitch.tables.RunRows;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** Our events on their way out, and what is made of the engine's records. */
@Component
class TablesOfMessaging implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(
                Store.of("event_publication")
                        .labelled("'an event that waits to be sent'")
                        .openWhile("true")
                        .with(Kind.JSON_TEXT, "serialized_event")
                        .with(Kind.FREE, "listener_id", "event_type", "status"),
                Store.of("incident_alert")
                        .labelled("'the alert ' || t.id")
                        .openWhile("t.given_up_at IS NULL")
                        .with(Kind.JSON_TEXT, "body")
                        .with(Kind.FREE, "id"),
                Store.of("incident").with(Kind.TEXT, "message").with(Kind.FREE, "process", "element", "error_type"),
                Store.of("engine_record_aside")
                        .with(Kind.BYTES, "content")
                        .with(Kind.TEXT, "why")
                        .with(Kind.FREE, "topic", "value_type", "intent"),
                Store.of("run_instance").with(Kind.KEY, "run").with(Kind.FREE, "process"),
                Store.of("engine_records").with(Kind.FREE, "topic"),
                Store.of("engine_partition").with(Kind.FREE, "topic"),
                Store.of("engine_records_until").with(Kind.FREE, "topic", "signer"),
                Store.of("own_command").with(Kind.FREE, "value_type"));
    }

    @Override
    public List<RunRows> ofRuns() {
        return List.of(
                Incident.ofRuns(RunRows.OF_INSTANCE).by("run_instance AS via"),
                RunRows.kept(
                        "run_instance",
                        "own.process = :process AND own.run = going.run",
                        "own.process_instance_key",
                        "own.process_instance_key"));
    }

    @Override
    public List<Leftover> leftovers() {
        return List.of(
                new Leftover("engine_record_aside", "own.aside_at < :before"),
                new Leftover("incident_alert", "own.given_up_at < :before"),
                new Leftover("incident", "own.resolved_at < :before AND " + Leftover.NO_INSTANCE),
                // Those of archived runs, which a rebuild has made anew.
                new Leftover(
                        "run_instance",
                        "EXISTS (SELECT FROM saga_archived WHERE id = own.process || '/' || own.run AND archived_at < :before) AND "
                                + Leftover.NO_INSTANCE));
    }

    @Override
    public List<Owed> owed() {
        return List.of(new Owed(
                "EXISTS (SELECT FROM event_publication WHERE position(it.business_id IN serialized_event) > 0)",
                "an event of it waits to be sent"));
    }

    @Override
    public int rank() {
        return 1;
    }
}
