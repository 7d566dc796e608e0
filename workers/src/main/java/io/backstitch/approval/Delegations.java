package io.backstitch.approval;

import io.backstitch.directory.Directory;
import io.backstitch.directory.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who decides in whose place. */
@Component
class Delegations {

    /** Who lets more decide in their place has a group for that. */
    static final int MOST = 20;

    private static final String IN_FORCE =
            "SELECT id, from_user, to_user, until, reason FROM approval_delegation WHERE ended_at IS NULL AND until > ?";

    private final JdbcClient jdbc;
    private final Directory directory;
    private final Clock clock;

    Delegations(JdbcClient jdbc, Directory directory, Clock clock) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Lets another decide in somebody's place, and returns its id. There is one from a person to another: a second one changes until when, and why.
     *
     * @return empty when the person has given as many as may be in force
     */
    Optional<Long> add(String from, String to, Instant until, String reason) {
        jdbc.sql(
                        "UPDATE approval_delegation SET ended_at = until WHERE from_user = ? AND ended_at IS NULL AND until <= ?")
                .params(from, now())
                .update();
        return jdbc.sql("""
                        INSERT INTO approval_delegation AS known (from_user, to_user, until, reason, created_at)
                        SELECT :from, :to, :until, :reason, :now
                        WHERE (SELECT count(*) FROM approval_delegation
                               WHERE from_user = :from AND to_user <> :to AND ended_at IS NULL) < :most
                        ON CONFLICT (from_user, to_user) WHERE ended_at IS NULL
                            DO UPDATE SET until = excluded.until, reason = excluded.reason
                        RETURNING id
                        """)
                .param("from", from)
                .param("to", to)
                .param("until", Timestamp.from(until))
                .param("reason", reason)
                .param("now", now())
                .param("most", MOST)
                .query(Long.class)
                .optional();
    }

    /** False when this person has no such delegation in force. */
    boolean end(long id, String from) {
        return jdbc.sql(
                                "UPDATE approval_delegation SET ended_at = ? WHERE id = ? AND from_user = ? AND ended_at IS NULL")
                        .params(Timestamp.from(clock.instant()), id, from)
                        .update()
                == 1;
    }

    /** In force, given or received by the person; oldest first. */
    List<Delegation> of(String user) {
        return jdbc.sql(IN_FORCE + " AND (from_user = ? OR to_user = ?) ORDER BY id")
                .params(now(), user, user)
                .query(Delegations::read)
                .list();
    }

    /** Those for whom the user may decide now, as the directory knows them. */
    List<Person> delegatorsOf(String user) {
        return jdbc
                .sql(IN_FORCE + " AND to_user = ? ORDER BY id")
                .params(now(), user)
                .query(Delegations::read)
                .list()
                .stream()
                .map(Delegation::from)
                .distinct()
                .flatMap(from -> directory.find(from).stream())
                .toList();
    }

    /** The users who may decide for somebody who may sit in the seat. Only those are asked about whom it concerns. */
    Stream<String> deputies(Seat seat) {
        String[] principals = Stream.concat(
                        seat.users().stream(),
                        Stream.concat(seat.groups().stream(), seat.guests().stream())
                                .flatMap(group -> directory.memberNames(group).stream()))
                .distinct()
                .toArray(String[]::new);
        return jdbc
                .sql(IN_FORCE + " AND from_user = ANY (?) ORDER BY id")
                .params(now(), principals)
                .query(Delegations::read)
                .list()
                .stream()
                .map(Delegation::to)
                .distinct();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Delegation read(ResultSet row, int number) throws SQLException {
        return new Delegation(
                row.getLong("id"),
                row.getString("from_user"),
                row.getString("to_user"),
                row.getTimestamp("until").toInstant(),
                row.getString("reason"));
    }
}
