package io.backstitch.retention;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The runs that cannot be archived, for a reason that nobody has thought of: they stay where they are, and hold up nobody. */
@Component
class Aside {

    private static final Duration PAUSE = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final Clock clock;

    Aside(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Those that were put aside before then are tried again. */
    Instant again() {
        return clock.instant().minus(PAUSE);
    }

    void put(String process, String run, String why) {
        jdbc.sql("""
                        INSERT INTO run_archive_aside (process, run, why, aside_at) VALUES (:process, :run, :why, :now)
                        ON CONFLICT (process, run) DO UPDATE SET why = excluded.why, aside_at = excluded.aside_at
                        """)
                .param("process", process)
                .param("run", run)
                .param("why", why)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** Those that were archived after all are aside no more. */
    int count() {
        jdbc.sql("""
                        DELETE FROM run_archive_aside AS aside
                        WHERE NOT EXISTS (SELECT FROM saga WHERE id = aside.process || '/' || aside.run)
                        """).update();
        return jdbc.sql("SELECT count(*) FROM run_archive_aside")
                .query(Integer.class)
                .single();
    }
}
