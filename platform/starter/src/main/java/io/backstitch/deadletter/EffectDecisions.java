package io.backstitch.deadletter;

import io.backstitch.auditlog.Audited;
import io.backstitch.auditlog.Commands;
import io.backstitch.compensation.Decided;
import io.backstitch.compensation.Decision;
import io.backstitch.compensation.Decisions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records what persons say about effects: the ledger and the audit hold it together, or neither does. */
@Component
class EffectDecisions {

    private final Decisions decisions;
    private final JdbcTemplate connections;
    private final Commands audit;

    EffectDecisions(Decisions decisions, JdbcTemplate connections, Commands audit) {
        this.decisions = decisions;
        this.connections = connections;
        this.audit = audit;
    }

    /** The same decision again changes nothing. */
    @Transactional
    Decided record(Decision decision) {
        Decided decided = Objects.requireNonNull(connections.execute(
                (ConnectionCallback<Decided>) connection -> decisions.record(connection, decision)));
        if (decided instanceof Decided.Recorded recorded) {
            audit.record(
                    Audited.EFFECT_DECIDED,
                    recorded.saga().value(),
                    decision.who(),
                    about(decision, recorded.before()));
        }
        return decided;
    }

    private static Map<String, @Nullable Object> about(Decision decision, @Nullable String before) {
        Map<String, @Nullable Object> about = new LinkedHashMap<>();
        about.put("key", decision.key().value());
        about.put("verdict", decision.verdict());
        about.put("reason", decision.reason());
        if (before != null) {
            about.put("inPlaceOf", before);
        }
        return about;
    }
}
