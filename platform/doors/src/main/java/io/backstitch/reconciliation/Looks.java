package io.backstitch.reconciliation;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Until when each source was asked, by one instance at a time; and what was found. */
@Component
class Looks {

    /** One that dies in the middle of a look leaves it to others after this time. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final ReconciliationSettings settings;
    private final Clock clock;

    Looks(JdbcClient jdbc, ReconciliationSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /** Until when the source was asked; empty while another instance asks it. */
    Optional<Instant> begin(String source) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        INSERT INTO asked_source (source, until, leased_until) VALUES (:source, :first, :lease)
                        ON CONFLICT (source) DO UPDATE SET leased_until = excluded.leased_until
                        WHERE asked_source.leased_until <= :now
                        RETURNING until
                        """)
                .param("source", source)
                .param("first", Timestamp.from(now.minus(settings.lookBack())))
                .param("lease", Timestamp.from(now.plus(LEASE)))
                .param("now", Timestamp.from(now))
                .query((row, number) -> row.getTimestamp("until").toInstant())
                .optional();
    }

    /** All until then is taken in, or found. */
    void end(String source, Instant until) {
        jdbc.sql("UPDATE asked_source SET until = greatest(until, ?), leased_until = ? WHERE source = ?")
                .params(Timestamp.from(until), Timestamp.from(clock.instant()), source)
                .update();
    }

    /** It could not be asked to the end: the next look begins where this one did. */
    void breakOff(String source) {
        end(source, Instant.EPOCH);
    }

    /** Records what was found about an event; false when that is on record, from a look before. */
    boolean found(String source, String event, Difference difference) {
        return jdbc.sql("""
                        INSERT INTO reconciliation_finding (source, event, difference, found_at) VALUES (?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """)
                        .params(source, event, difference.name(), Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }
}
