package io.backstitch.tables;

import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What the kernel keeps of runs and their effects, and the list of migrations. A fingerprint stays: with it the same request is known again, and it names nobody.
 */
@Component
class TablesOfKernel implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(
                Store.of("saga")
                        .labelled("t.id")
                        .openWhile("t.ended_at IS NULL")
                        .with(Kind.KEY, "id", "business_id", "asked_by")
                        .with(Kind.TEXT, "cause")
                        .with(Kind.FREE, "process", "state", "outcome", "fences"),
                Store.of("effect")
                        .labelled("t.key")
                        // Also what a person may still decide about, and what is undone if a late worker has done it
                        // after
                        // all.
                        .openWhile("t.state IN ('CLAIMED', 'IN_DOUBT')"
                                + " OR (t.state = 'VOID' AND t.changed_at > CAST(:now AS timestamptz) - interval '1 day')"
                                + " OR " + RunSql.goesOn("t.saga"))
                        .with(Kind.KEY, "key", "saga", "undoes")
                        .with(Kind.JSON_TEXT, "request", "receipt")
                        .with(
                                Kind.FREE,
                                "element",
                                "type",
                                "compensation",
                                "recovery",
                                "state",
                                "owner",
                                "fingerprint",
                                "request_shape",
                                "receipt_shape"),
                Store.of("effect_event")
                        .with(Kind.KEY, "key")
                        .with(Kind.LOGIN, "actor")
                        .with(Kind.TEXT, "detail")
                        .with(Kind.FREE, "event"),
                Store.of("effect_asker").with(Kind.KEY, "key"),
                Store.of("saga_archived").with(Kind.KEY, "id").with(Kind.FREE, "state", "outcome"),
                Store.of("instance").with(Kind.FREE, "id"),
                Store.of("flyway_schema_history")
                        .with(Kind.FREE, "version", "description", "type", "script", "installed_by"));
    }
}
