package io.backstitch.approval;

import io.backstitch.compensation.EffectCall;
import io.backstitch.compensation.Precondition;
import io.backstitch.job.NeedsApproval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That an approval of the run is sealed, and that the request does not go beyond it: see {@link NeedsApproval}. */
final class SealedApproval implements Precondition {

    private static final String AMOUNT = "amount";

    private final NeedsApproval needed;
    private final JsonMapper json;

    SealedApproval(NeedsApproval needed, JsonMapper json) {
        this.needed = needed;
        this.json = json;
    }

    /**
     * An approval of the run, as it counts for one job type.
     *
     * @param approved what was approved, with the approver's edits
     * @param usedBy the key of the effect that it counts for; null for none yet
     */
    private record Candidate(
            long id,
            @Nullable String outcome,
            boolean concluded,
            String requester,
            @Nullable String department,
            @Nullable Long amount,
            @Nullable String currency,
            JsonNode proposal,
            JsonNode approved,
            @Nullable String usedBy) {

        boolean counts() {
            return concluded && Approval.APPROVED.equals(outcome);
        }

        /** In minor units; what an approver has lowered is lowered by as much. Null when there is none. */
        @Nullable
        BigDecimal approvedAmount() {
            if (amount == null) {
                return null;
            }
            BigDecimal asked = BigDecimal.valueOf(amount);
            JsonNode before = proposal.path(AMOUNT);
            JsonNode after = approved.path(AMOUNT);
            if (!before.isNumber() || !after.isNumber() || before.decimalValue().signum() == 0) {
                return asked;
            }
            BigDecimal lowered =
                    asked.multiply(after.decimalValue()).divide(before.decimalValue(), 0, RoundingMode.HALF_UP);
            return lowered.min(asked);
        }

        /** What was approved under this name; a missing node when there is nothing. */
        JsonNode value(String name, JsonMapper json) {
            JsonNode proposed = approved.path(name);
            if (!proposed.isMissingNode()) {
                return proposed;
            }
            return switch (name) {
                case "requester" -> json.valueToTree(requester);
                case "currency" -> json.valueToTree(currency);
                case "department" -> json.valueToTree(department);
                default -> proposed;
            };
        }
    }

    @Override
    public Optional<String> violatedBy(Connection connection, EffectCall call) throws SQLException {
        JdbcClient transaction = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        List<Candidate> candidates = candidates(transaction, call);
        Optional<Candidate> own = candidates.stream()
                .filter(it -> call.key().value().equals(it.usedBy()))
                .findFirst();
        if (own.isPresent()) {
            return beyond(call, own.get());
        }
        if (candidates.isEmpty()) {
            return Optional.of(
                    "It needs an approval of kind \"%s\", and %s has none; have it approved, then replay the step"
                            .formatted(needed.kind(), call.saga()));
        }
        Candidate newest = candidates.getFirst();
        if (!newest.counts()) {
            return Optional.of("It needs an approval of kind \"%s\", but the newest one of %s is %s"
                    .formatted(
                            needed.kind(), call.saga(), newest.outcome() == null ? "not decided" : newest.outcome()));
        }
        return beyond(call, newest).or(() -> use(transaction, call, newest));
    }

    private List<Candidate> candidates(JdbcClient transaction, EffectCall call) {
        return transaction
                .sql("""
                        SELECT approval.id, outcome, concluded_at IS NOT NULL AS concluded, requester, department, amount, currency,
                               approval.proposal, coalesce(edit.proposal, approval.proposal) AS approved, approval_use.key
                        FROM approval
                        LEFT JOIN LATERAL (SELECT proposal FROM approval_task
                                           WHERE approval_task.approval = approval.id AND counted AND decision = 'approve'
                                             AND proposal IS NOT NULL LIMIT 1) AS edit ON true
                        LEFT JOIN approval_use ON approval_use.approval = approval.id AND approval_use.job_type = :type
                        WHERE run = :run AND kind = :kind
                        ORDER BY opened_at DESC, approval.id DESC
                        """)
                .param("type", call.definition().type())
                .param("run", call.saga().value())
                .param("kind", needed.kind())
                .query(this::read)
                .list();
    }

    private Candidate read(ResultSet row, int number) throws SQLException {
        return new Candidate(
                row.getLong("id"),
                row.getString("outcome"),
                row.getBoolean("concluded"),
                row.getString("requester"),
                row.getString("department"),
                row.getObject(AMOUNT, Long.class),
                row.getString("currency"),
                json.readTree(row.getString("proposal")),
                json.readTree(row.getString("approved")),
                row.getString("key"));
    }

    /** How the request goes beyond what was approved. The values themselves stay in the ledger and in the approval. */
    private Optional<String> beyond(EffectCall call, Candidate approval) {
        JsonNode request = json.readTree(call.request());
        return Stream.concat(
                        amount(request, approval).stream(),
                        Stream.of(needed.same())
                                .filter(name -> !isSame(request.path(name), approval.value(name, json)))
                                .map(name -> "%s is not as it was approved".formatted(name)))
                .findFirst()
                .map(why -> "Its approval %d does not cover it: %s".formatted(approval.id(), why));
    }

    private Optional<String> amount(JsonNode request, Candidate approval) {
        if (needed.amount().isEmpty()) {
            return Optional.empty();
        }
        BigDecimal most = approval.approvedAmount();
        JsonNode asked = request.path(needed.amount());
        if (most == null || !asked.isNumber()) {
            return Optional.of("an amount was not approved");
        }
        boolean covered = asked.decimalValue().compareTo(most) <= 0
                && asked.decimalValue().signum() >= 0;
        return covered
                ? Optional.empty()
                : Optional.of("%s is %s, approved were %s at most".formatted(needed.amount(), asked.asString(), most));
    }

    private static boolean isSame(JsonNode asked, JsonNode approved) {
        if (approved.isMissingNode()) {
            return false;
        }
        boolean numbers = asked.isNumber() && approved.isNumber();
        return numbers ? asked.decimalValue().compareTo(approved.decimalValue()) == 0 : asked.equals(approved);
    }

    /** It counts for one effect of a job type; of two that come at once, for the first. */
    private static Optional<String> use(JdbcClient transaction, EffectCall call, Candidate approval) {
        transaction
                .sql("INSERT INTO approval_use (approval, job_type, key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                .params(approval.id(), call.definition().type(), call.key().value())
                .update();
        String user = transaction
                .sql("SELECT key FROM approval_use WHERE approval = ? AND job_type = ?")
                .params(approval.id(), call.definition().type())
                .query(String.class)
                .single();
        return user.equals(call.key().value())
                ? Optional.empty()
                : Optional.of("Its approval %d counts for %s already".formatted(approval.id(), user));
    }
}
