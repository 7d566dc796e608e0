package io.backstitch.approval;

import io.backstitch.job.NotYet;
import io.backstitch.model.DecisionTables;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who is asked, and up to which amount they may approve, as the tables {@code approval-route} and {@code approval-limits} say, or a kind's own,
 * {@code <kind>-approval-route} and {@code <kind>-approval-limits}: where it has one, the shared one does not count. The model looks the shared ones up, too; what
 * counts is what is found here, and everybody sees it in Operate.
 */
@Component
class ApprovalTables {

    static final String LIMITS = "approval-limits";
    private static final String ROUTE = "approval-route";
    private static final Duration PAUSE = Duration.ofSeconds(2);
    /** Whatever else the engine says, it may say otherwise in a moment. */
    private static final Set<Status.Code> FOR_GOOD =
            Set.of(Status.Code.NOT_FOUND, Status.Code.INVALID_ARGUMENT, Status.Code.PERMISSION_DENIED);

    private final DecisionTables decisions;
    private final JsonMapper json;

    ApprovalTables(DecisionTables decisions, JsonMapper json) {
        this.decisions = decisions;
        this.json = json;
    }

    /**
     * A row of the table {@code approval-route}.
     *
     * @param seats a group for each decision that is asked for; {@code manager} is the requester's, {@code manager|group} the group when
     *     there is none
     * @param needed null: all of them
     * @param escalation {@code replace}: the next level is asked instead; {@code invite}: besides; {@code none}
     */
    record Route(
            @Nullable List<String> seats,
            @Nullable Integer needed,
            @Nullable Boolean firstRejectionEnds,
            @Nullable String remindAfter,
            @Nullable String escalation,
            @Nullable String escalateAfter,
            @Nullable String expireAfter) {

        private static final Route NOBODY = new Route(List.of(), null, null, null, null, null, null);

        /** Empty when nobody is asked. */
        List<String> asked() {
            return Objects.requireNonNullElse(seats, List.of());
        }
    }

    /** The row that fits; one that asks nobody when there is none. */
    Route route(String kind, @Nullable Long amount, @Nullable String department, int level) throws NotYet {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("kind", kind);
        values.put("amount", amount);
        values.put("department", department);
        values.put("level", level);
        JsonNode row = look(ROUTE, kind, values);
        return row.isObject() ? json.treeToValue(row, Route.class) : Route.NOBODY;
    }

    /** The rows that fit. */
    List<Approval.Limit> limits(String kind, @Nullable String currency) throws NotYet {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("kind", kind);
        values.put("currency", currency);
        JsonNode rows = look(LIMITS, kind, values);
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> json.treeToValue(row, Approval.Limit.class))
                .toList();
    }

    /** What the table of a kind is called, if it has one of its own; by its beginning it belongs to the kind's process. */
    static String own(String kind, String shared) {
        return kind + "-" + shared;
    }

    private JsonNode look(String shared, String kind, Map<String, @Nullable Object> values) throws NotYet {
        String table = decisions
                .firstOf(own(kind, shared), shared)
                .orElseThrow(() -> new NotYet("the table " + shared, PAUSE));
        try {
            return decisions.evaluate(table, values).orElseThrow(() -> new NotYet("the table " + table, PAUSE));
        } catch (ClientStatusException e) {
            if (FOR_GOOD.contains(e.getStatusCode())) {
                throw e;
            }
            throw new NotYet("the engine, which looks up " + table, PAUSE);
        }
    }
}
