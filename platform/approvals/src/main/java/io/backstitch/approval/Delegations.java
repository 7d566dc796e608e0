package io.backstitch.approval;

import io.backstitch.directory.Directory;
import io.backstitch.directory.Person;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
            "SELECT id, from_user, from_id, to_user, to_id, until, reason FROM approval_delegation WHERE ended_at IS NULL AND until > ?";

    private final JdbcClient jdbc;
    private final Directory directory;
    private final Clock clock;

    Delegations(JdbcClient jdbc, Directory directory, Clock clock) {
        this.jdbc = jdbc;
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Lets another decide in somebody's place, and returns its id. There is one from a person to another: a second one changes until when, and why. To
     * be called in a transaction: of two at the same moment the second counts the first.
     *
     * @return empty when the person has given as many as may be in force
     */
    Optional<Long> add(Identity from, Identity to, Instant until, String reason) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('approval_delegation'), hashtext(?))")
                .param(from.userName())
                .query((row, number) -> true)
                .single();
        jdbc.sql("""
                        UPDATE approval_delegation SET ended_at = least(until, :now)
                        WHERE from_user = :from AND ended_at IS NULL AND (until <= :now OR from_id NOT IN ('', :from_id))
                        """)
                .param("from", from.userName())
                .param("from_id", from.id())
                .param("now", now())
                .update();
        return jdbc.sql("""
                        INSERT INTO approval_delegation AS known (from_user, from_id, to_user, to_id, until, reason, created_at)
                        SELECT :from, :from_id, :to, :to_id, :until, :reason, :now
                        WHERE (SELECT count(*) FROM approval_delegation
                               WHERE from_user = :from AND to_user <> :to AND ended_at IS NULL) < :most
                        ON CONFLICT (from_user, to_user) WHERE ended_at IS NULL
                            DO UPDATE SET until = excluded.until, reason = excluded.reason, from_id = excluded.from_id, to_id = excluded.to_id
                        RETURNING id
                        """)
                .param("from", from.userName())
                .param("from_id", from.id())
                .param("to", to.userName())
                .param("to_id", to.id())
                .param("until", Timestamp.from(until))
                .param("reason", reason)
                .param("now", now())
                .param("most", MOST)
                .query(Long.class)
                .optional();
    }

    /** False when this person has no such delegation in force. */
    boolean end(long id, Identity from) {
        return jdbc.sql("""
                                UPDATE approval_delegation SET ended_at = ?
                                WHERE id = ? AND from_user = ? AND from_id IN ('', ?) AND ended_at IS NULL
                                """)
                        .params(Timestamp.from(clock.instant()), id, from.userName(), from.id())
                        .update()
                == 1;
    }

    /** In force, given or received by the person; oldest first. */
    List<Delegation> of(Identity user) {
        return jdbc
                .sql(IN_FORCE + " AND (from_user = ? OR to_user = ?) ORDER BY id")
                .params(now(), user.userName(), user.userName())
                .query(Delegations::read)
                .list()
                .stream()
                .filter(row -> row.concerns(user))
                .map(InForce::delegation)
                .toList();
    }

    /** Those for whom the person may decide now, as the directory knows them. */
    List<Person> delegatorsOf(Person person) {
        return jdbc
                .sql(IN_FORCE + " AND to_user = ? ORDER BY id")
                .params(now(), person.userName())
                .query(Delegations::read)
                .list()
                .stream()
                .filter(row -> row.to().is(person))
                .map(InForce::from)
                .distinct()
                .flatMap(from -> directory.find(from.userName()).filter(from::is).stream())
                .toList();
    }

    /**
     * Those who may decide for somebody who may sit in the seat. Only those are asked about whom it concerns. Whether they still have their names is
     * asked when they decide.
     */
    Stream<Identity> deputies(Seat seat) {
        Map<String, String> ids = new HashMap<>();
        Stream.concat(seat.groups().stream(), seat.guests().stream())
                .forEach(group -> ids.putAll(directory.memberIds(group)));
        seat.users()
                .forEach(user -> ids.put(
                        user, seat.userIds().size() == 1 ? seat.userIds().getFirst() : ""));
        return jdbc
                .sql(IN_FORCE + " AND from_user = ANY (?) ORDER BY id")
                .params(now(), ids.keySet().toArray(String[]::new))
                .query(Delegations::read)
                .list()
                .stream()
                .filter(row -> row.from().hasId(ids.getOrDefault(row.from().userName(), "")))
                .map(InForce::to)
                .distinct();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private record InForce(Delegation delegation, Identity from, Identity to) {
        boolean concerns(Identity user) {
            return Stream.of(from, to).anyMatch(it -> it.userName().equals(user.userName()) && it.hasId(user.id()));
        }
    }

    private static InForce read(ResultSet row, int number) throws SQLException {
        Delegation delegation = new Delegation(
                row.getLong("id"),
                row.getString("from_user"),
                row.getString("to_user"),
                row.getTimestamp("until").toInstant(),
                row.getString("reason"));
        return new InForce(
                delegation,
                new Identity(delegation.from(), row.getString("from_id")),
                new Identity(delegation.to(), row.getString("to_id")));
    }
}
