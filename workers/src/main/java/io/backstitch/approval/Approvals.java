package io.backstitch.approval;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
                seats, needed, first_rejection_ends, outcome
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
                            editable, limits, level, seats, needed, first_rejection_ends, opened_at)
                        VALUES (:id, :run, :kind, :subject, :form, :requester, :department, :amount, :currency,
                            :proposal::jsonb, :editable, :limits::jsonb, :level, :seats, :needed, :first_rejection_ends, :now)
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
                .param("now", Timestamp.from(now))
                .update();
    }

    void addSeat(long approval, Seat seat) {
        jdbc.sql("""
                        INSERT INTO approval_seat (approval, level, seat, groups, users) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """)
                .params(approval, seat.level(), seat.number(), texts(seat.groups()), texts(seat.users()))
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
    record Untold(long approval, Seat seat) {}

    List<Untold> untoldSeats() {
        return jdbc.sql("SELECT * FROM approval_seat WHERE NOT told LIMIT 100")
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

    /** All that wait for people, oldest first. */
    List<Approval> open() {
        return jdbc.sql(COLUMNS + "WHERE concluded_at IS NULL AND outcome IS NULL ORDER BY opened_at")
                .query(this::read)
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
                row.getString("outcome"));
    }

    private JsonNode tree(String text) {
        return json.readTree(text);
    }

    private static Seat readSeat(ResultSet row, int number) throws SQLException {
        return new Seat(
                row.getInt("level"), row.getInt("seat"), list(row, "groups"), list(row, "users"), list(row, "guests"));
    }

    private static List<String> list(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return List.of((String[]) array.getArray());
    }
}
