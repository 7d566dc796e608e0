package io.backstitch.stack.torture.insider;

import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.torture.insider.Tried.Reception;
import io.backstitch.stack.torture.insider.VictimState.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What insiders tried, and what is on record, right or wrong. There is one run that they tamper with. */
final class InsiderScene {
    static final String RUN = "expense/run-1";
    static final String MARK = "insider-1-1-o1";
    static final long BEGUN = 11;
    static final long TASK = 12;
    private static final long AMOUNT = 12_000;
    private static final String REASON = "The journey was agreed";

    private final List<Tried> tried = new ArrayList<>();
    private final List<OnRecord> audit = new ArrayList<>();
    private final List<PaymentOperation> payments = new ArrayList<>();
    private final Set<Long> refused = new HashSet<>();
    private final Set<String> aside = new HashSet<>();
    private final Map<Long, String> held = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Set<String> reached = new HashSet<>();
    private @Nullable Standing standing = new Standing("WAITING_FOR_PERSON", "RUNNING", null, true);

    List<Breach> judged() {
        return InsiderOracle.judge(evidence());
    }

    InsiderTally tally() {
        return InsiderTally.of(evidence());
    }

    private InsiderEvidence evidence() {
        var victim = new Victim("expense", "run-1", "employee", AMOUNT, "key-1", REASON);
        return new InsiderEvidence(
                tried,
                List.of(new VictimState(victim, standing, audit, payments)),
                Map.of(RUN, audit),
                refused,
                aside,
                false,
                held,
                taken,
                reached);
    }

    void answered(Kind kind, Reception reception) {
        tried.add(Tried.without(kind, reception, "tried"));
    }

    void left(Kind kind, Trace trace) {
        tried.add(Tried.taken(kind, MARK, trace, "tried"));
    }

    void refusedInstance() {
        refused.add(BEGUN);
    }

    void putAside() {
        aside.add(MARK);
    }

    void atPartner() {
        reached.add(MARK);
    }

    void heldBy(String user) {
        held.put(TASK, user);
    }

    void operateTook(String operation) {
        taken.add(operation);
    }

    void recorded(String kind, String what) {
        audit.add(new OnRecord(kind, what, "", "", "", false));
    }

    void refusedDecision() {
        audit.add(new OnRecord("approval.refused", "", "employee", "approve", MARK, false));
    }

    void approvedAsIsRight() {
        approved("manager", REASON);
    }

    void approved(String who, String reason) {
        audit.add(new OnRecord("approval.sealed", "", who, "approve", reason, true));
    }

    void paid() {
        paid(AMOUNT, "employee");
    }

    void paid(long amount, String payee) {
        pay(PaymentOperation.Kind.PAYOUT, amount, payee);
    }

    void recalled() {
        pay(PaymentOperation.Kind.RECALL, AMOUNT, null);
    }

    private void pay(PaymentOperation.Kind kind, long amount, @Nullable String payee) {
        int sequence = payments.size() + 1;
        payments.add(new PaymentOperation(
                sequence,
                Instant.parse("2026-11-21T10:00:00Z"),
                kind,
                RUN + "/Task_PayOut",
                "po_" + sequence,
                null,
                amount,
                "EUR",
                "run-1",
                null,
                null,
                payee));
    }

    void stands(String state, String saga, @Nullable String stuck) {
        standing = new Standing(state, saga, stuck, false);
    }

    void isForgotten() {
        standing = null;
    }
}
