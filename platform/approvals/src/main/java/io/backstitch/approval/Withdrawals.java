package io.backstitch.approval;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Requests that were taken back. */
@Component
class Withdrawals {

    private final JdbcClient jdbc;
    private final Clock clock;

    Withdrawals(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** False when it was taken back before. */
    boolean add(long approval, String actor, String reason) {
        return jdbc.sql("""
                        INSERT INTO approval_withdrawal (approval, actor, reason, at) VALUES (?, ?, ?, ?)
                        ON CONFLICT (approval) DO NOTHING
                        """)
                        .params(approval, actor, reason, Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    boolean isThere(long approval) {
        return reason(approval).isPresent();
    }

    /** The requester's words; empty when they have not taken it back. */
    Optional<String> reason(long approval) {
        return jdbc.sql("SELECT reason FROM approval_withdrawal WHERE approval = ?")
                .param(approval)
                .query(String.class)
                .optional();
    }

    /** Approvals whose process has not been told, oldest first. */
    List<Long> untold() {
        return jdbc.sql("SELECT approval FROM approval_withdrawal WHERE NOT told AND %s ORDER BY at LIMIT 100"
                        .formatted(Telling.DUE.formatted("'withdrawal/' || approval")))
                .query((row, number) -> row.getLong("approval"))
                .list();
    }

    void told(long approval) {
        jdbc.sql("UPDATE approval_withdrawal SET told = true WHERE approval = ?")
                .param(approval)
                .update();
    }
}
