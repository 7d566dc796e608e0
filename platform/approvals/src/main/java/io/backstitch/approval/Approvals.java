package io.backstitch.approval;

import io.backstitch.directory.Person;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The approvals with their seats. To be called in a transaction. */
@Component
class Approvals {

    private static final TypeReference<List<Approval.Limit>> LIMITS = new TypeReference<>() {};
    private static final String COLUMNS = """
            SELECT id, run, kind, subject, form, requester, department, amount, currency, proposal, editable, limits, level,
                seats, needed, first_rejection_ends, outcome, requester_id
            FROM approval
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Approvals(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Opens it; when it is there already, it goes to the level. */
    void open(Approval approval, Instant now) {
        jdbc.sql("""
                        INSERT INTO approval (id, run, kind, subject, form, requester, department, amount, currency, proposal,
                            editable, limits, level, seats, needed, first_rejection_ends, requester_id, opened_at)
                        VALUES (:id, :run, :kind, :subject, :form, :requester, :department, :amount, :currency,
                            :proposal::jsonb, :editable, :limits::jsonb, :level, :seats, :needed, :first_rejection_ends, :requester_id, :now)
                        ON CONFLICT (id) DO UPDATE SET level = excluded.level, seats = excluded.seats, needed = excluded.needed,
                            first_rejection_ends = excluded.first_rejection_ends, limits = excluded.limits
                        """)
                .param("id", approval.id())
                .param("run", approval.run())
                .param("kind", approval.kind())
                .param("subject", approval.subject())
                .param("form", approval.form())
                .param("requester", approval.requester())
                .param("department", approval.department(), Types.VARCHAR)
                .param("amount", approval.amount(), Types.BIGINT)
                .param("currency", approval.currency(), Types.VARCHAR)
                .param("proposal", approval.proposal().toString())
                .param("editable", texts(approval.editable()))
                .param("limits", json.writeValueAsString(approval.limits()))
                .param("level", approval.level())
                .param("seats", approval.seats())
                .param("needed", approval.needed())
                .param("first_rejection_ends", approval.firstRejectionEnds())
                .param("requester_id", approval.requesterId())
                .param("now", Timestamp.from(now))
                .update();
    }

    void addSeat(long approval, Seat seat) {
        jdbc.sql("""
                        INSERT INTO approval_seat (approval, level, seat, groups, users, user_ids) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """)
                .params(
                        approval,
                        seat.level(),
                        seat.number(),
                        texts(seat.groups()),
                        texts(seat.users()),
                        texts(seat.userIds()))
                .update();
    }

    /** Invites the members of these groups to all seats of the level; the engine is told later. False when they were before. */
    boolean invite(long approval, int level, List<String> groups) {
        return jdbc.sql(
                                "UPDATE approval_seat SET guests = ?, told = false WHERE approval = ? AND level = ? AND guests <> ?::text[]")
                        .params(texts(groups), approval, level, texts(groups))
                        .update()
                > 0;
    }

    /** A seat whose guests the engine does not know. */
    record Untold(long approval, Seat seat) {

        String name() {
            return "seat/%d/%d/%d".formatted(approval, seat.level(), seat.number());
        }
    }

    List<Untold> untoldSeats() {
        return jdbc.sql("SELECT * FROM approval_seat WHERE NOT told AND %s LIMIT 100"
                        .formatted(Telling.DUE.formatted("'seat/' || approval || '/' || level || '/' || seat")))
                .query((row, number) -> new Untold(row.getLong("approval"), readSeat(row, number)))
                .list();
    }

    void told(Untold it) {
        jdbc.sql(
                        "UPDATE approval_seat SET told = true WHERE approval = ? AND level = ? AND seat = ? AND guests = ?::text[]")
                .params(
                        it.approval(),
                        it.seat().level(),
                        it.seat().number(),
                        texts(it.seat().guests()))
                .update();
    }

    private static String[] texts(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    /** The approval, which nobody else changes before this transaction ends. */
    Approval lock(long id) {
        return find("WHERE id = ? FOR UPDATE", id)
                .orElseThrow(() -> new IllegalStateException("There is no approval " + id));
    }

    Optional<Approval> find(long id) {
        return find("WHERE id = ?", id);
    }

    private Optional<Approval> find(String where, long id) {
        return jdbc.sql(COLUMNS + where).param(id).query(this::read).optional();
    }

    /**
     * Where somebody may sit, and nobody has decided yet.
     *
     * @param assignee who is at it in Tasklist; null when nobody is
     */
    record FreeSeat(Approval approval, long task, @Nullable String assignee) {}

    /**
     * Which of them.
     *
     * @param only this one; null for all
     * @param kind of this kind; null for any
     * @param after those behind this one; null for the first
     */
    record Page(
            @Nullable Long only,
            @Nullable String kind,
            @Nullable Long after,
            int limit) {}

    /**
     * For each approval that waits for people the seat that is nearest to one of them: their own task first, then one that nobody has taken. The
     * oldest approval first; one question, however many there are.
     *
     * @param me who asks, and neither decides about their own requests nor twice
     * @param people all whose place they may take, they themselves too
     */
    List<FreeSeat> freeSeats(String me, Collection<Person> people, Page page) {
        return jdbc.sql("""
                        SELECT DISTINCT ON (approval.opened_at, approval.id)
                            approval.id, run, kind, subject, form, requester, department, amount, currency, approval.proposal, editable,
                            limits, approval.level, seats, needed, first_rejection_ends, outcome, requester_id, task.element_instance_key AS task,
                            in_engine.assignee
                        FROM approval
                        JOIN approval_task AS task
                            ON task.approval = approval.id AND task.level = approval.level AND task.state = 'OPEN'
                        JOIN approval_seat AS seat
                            ON seat.approval = task.approval AND seat.level = task.level AND seat.seat = task.seat
                        JOIN user_task AS in_engine
                            ON in_engine.element_instance_key = task.element_instance_key AND in_engine.state = 'CREATED'
                        WHERE concluded_at IS NULL AND outcome IS NULL AND requester <> :me
                          AND (:only::bigint IS NULL OR approval.id = :only) AND (:kind::text IS NULL OR kind = :kind)
                          AND (:after::bigint IS NULL
                               OR (approval.opened_at, approval.id) > (SELECT opened_at, id FROM approval WHERE id = :after))
                          AND (seat.users && :names::text[] AND (seat.user_ids = '{}' OR seat.user_ids && :ids::text[])
                               OR seat.groups && :groups::text[] OR seat.guests && :groups::text[])
                          AND NOT EXISTS (SELECT FROM approval_task AS earlier
                                          WHERE earlier.approval = approval.id AND earlier.counted AND earlier.actor = :me)
                          AND NOT EXISTS (SELECT FROM approval_decision AS decision
                                          WHERE decision.element_instance_key = task.element_instance_key AND decision.state <> 'OVERTAKEN')
                        ORDER BY approval.opened_at, approval.id,
                            CASE WHEN in_engine.assignee IS NULL THEN 1 WHEN in_engine.assignee = :me THEN 0 ELSE 2 END
                        LIMIT :limit
                        """)
                .param("me", me)
                .param("only", page.only(), Types.BIGINT)
                .param("kind", page.kind(), Types.VARCHAR)
                .param("after", page.after(), Types.BIGINT)
                .param("limit", page.limit())
                .param("names", people.stream().map(Person::userName).toArray(String[]::new))
                .param("ids", people.stream().map(Person::id).toArray(String[]::new))
                .param(
                        "groups",
                        people.stream()
                                .flatMap(it -> it.groups().stream())
                                .distinct()
                                .toArray(String[]::new))
                .query((row, number) -> new FreeSeat(read(row, number), row.getLong("task"), row.getString("assignee")))
                .list();
    }

    Seat seat(long approval, int level, int number) {
        return jdbc.sql("SELECT * FROM approval_seat WHERE approval = ? AND level = ? AND seat = ?")
                .params(approval, level, number)
                .query(Approvals::readSeat)
                .single();
    }

    void decide(long id, String outcome) {
        jdbc.sql("UPDATE approval SET outcome = ? WHERE id = ?")
                .params(outcome, id)
                .update();
    }

    /** False when it was concluded before. */
    boolean conclude(long id, Instant now) {
        return jdbc.sql("UPDATE approval SET concluded_at = ? WHERE id = ? AND concluded_at IS NULL")
                        .params(Timestamp.from(now), id)
                        .update()
                == 1;
    }

    boolean isConcluded(long id) {
        return jdbc.sql("SELECT concluded_at IS NOT NULL FROM approval WHERE id = ?")
                .param(id)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    private Approval read(ResultSet row, int number) throws SQLException {
        return new Approval(
                row.getLong("id"),
                row.getString("run"),
                row.getString("kind"),
                row.getString("subject"),
                row.getString("form"),
                row.getString("requester"),
                row.getString("department"),
                row.getObject("amount", Long.class),
                row.getString("currency"),
                tree(row.getString("proposal")),
                list(row, "editable"),
                json.readValue(row.getString("limits"), LIMITS),
                row.getInt("level"),
                row.getInt("seats"),
                row.getInt("needed"),
                row.getBoolean("first_rejection_ends"),
                row.getString("outcome"),
                row.getString("requester_id"));
    }

    private JsonNode tree(String text) {
        return json.readTree(text);
    }

    private static Seat readSeat(ResultSet row, int number) throws SQLException {
        return new Seat(
                row.getInt("level"),
                row.getInt("seat"),
                list(row, "groups"),
                list(row, "users"),
                list(row, "guests"),
                list(row, "user_ids"));
    }

    private static List<String> list(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
