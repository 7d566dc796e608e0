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

    /** Adds one, and returns its id. */
    long add(String from, String to, Instant until, String reason) {
        return jdbc.sql("""
                        INSERT INTO approval_delegation (from_user, to_user, until, reason, created_at)
                        VALUES (?, ?, ?, ?, ?) RETURNING id
                        """)
                .params(from, to, Timestamp.from(until), reason, Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
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

    /** The users who may decide for somebody who may sit in the seat. */
    Stream<String> deputies(Seat seat) {
        return jdbc.sql(IN_FORCE + " ORDER BY id").param(now()).query(Delegations::read).list().stream()
                .filter(delegation -> maySit(delegation.from(), seat))
                .map(Delegation::to)
                .distinct();
    }

    private boolean maySit(String user, Seat seat) {
        Optional<Person> person = directory.find(user);
        return person.isPresent()
                && !seat.authority(user, person.get().groups()).isEmpty();
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
