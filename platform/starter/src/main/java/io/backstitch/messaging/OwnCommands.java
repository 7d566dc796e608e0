package io.backstitch.messaging;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Knows the commands that this application gave the engine, so that all others are told from them: each goes with a number that nobody can guess, and that
 * counts once, for what it was given for.
 */
@Component
public class OwnCommands {

    /** The engine has long answered, and its records have long been read. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final Clock clock;

    OwnCommands(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A new number, to be sent as operation reference. It is stored in the caller's transaction, which must be committed before the command
     * is sent.
     *
     * @param valueType of the engine's record that will tell of it
     * @param target the key of what it is about
     */
    public long number(String valueType, long target) {
        long number = random.nextLong(1, Long.MAX_VALUE);
        Instant now = clock.instant();
        jdbc.sql("DELETE FROM own_command WHERE given_at < ?")
                .param(Timestamp.from(now.minus(KEPT)))
                .update();
        jdbc.sql("INSERT INTO own_command (number, value_type, target, given_at) VALUES (?, ?, ?, ?)")
                .params(number, valueType, target, Timestamp.from(now))
                .update();
        return number;
    }

    /**
     * Whether the record tells of a command of ours; asked a second time it does not.
     *
     * @param target the key of what it is about
     */
    public boolean isOurs(EngineRecord record, long target) {
        return record.operation() > 0
                && jdbc.sql("DELETE FROM own_command WHERE number = ? AND value_type = ? AND target = ?")
                                .params(record.operation(), record.valueType(), target)
                                .update()
                        == 1;
    }
}
