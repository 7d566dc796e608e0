package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.torture.Approvers.Reception;
import io.backstitch.stack.torture.Move.Breach;
import io.backstitch.stack.torture.Move.Way;
import io.backstitch.stack.torture.Robot.Played;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The history of one expense report, right or wrong. */
final class ReportScene {
    private static final String RUN = "run-1";

    private final Map<Move, Reception> tried = new LinkedHashMap<>();
    private final List<Ruling> rulings = new ArrayList<>();
    private final List<PaymentOperation> payments = new ArrayList<>();
    private Report report = new Report("key-1", "employee", 1, List.of());
    private String reason = "";
    private @Nullable RunRecord run;
    private boolean waits;
    private boolean wentOn;

    ReportEvidence evidence() {
        return new ReportEvidence(new Played(RUN, report, tried), run, waits, wentOn, rulings, payments);
    }

    void handedIn(String requester, long amount) {
        report = new Report("key-1", requester, amount, List.of());
    }

    void made(String who, Way way, String decision) {
        move(who, way, Breach.NONE, decision, Map.of());
    }

    void tried(String who, Breach breach) {
        move(who, Way.ENGINE, breach, Move.APPROVE, Map.of());
    }

    private void move(String who, Way way, Breach breach, String decision, Map<String, Object> changes) {
        reason = "reason " + tried.size();
        tried.put(new Move(who, way, breach, decision, reason, changes, false, false), Reception.TAKEN);
    }

    String lastReason() {
        return reason;
    }

    void sealed(String who, String decision) {
        made(who, Way.DOOR, decision);
        ruled(who, "PROVEN", decision, reason, true);
    }

    void sealedLowered(String who, long amount) {
        move(who, Way.DOOR, Breach.NONE, Move.APPROVE, Map.of("amount", amount));
        ruled(who, "PROVEN", Move.APPROVE, reason, true);
    }

    void sealedBreach(String who, Breach breach, boolean counted) {
        tried(who, breach);
        ruled(who, "ASSERTED", Move.APPROVE, reason, counted);
    }

    void ruled(String actor, String strength, String decision, String why, boolean counted) {
        rulings.add(new Ruling(true, actor, strength, decision, why, counted, ""));
    }

    void refused(String who, Breach breach, String rule) {
        tried(who, breach);
        rulings.add(new Ruling(false, who, "ASSERTED", Move.APPROVE, reason, false, rule));
    }

    void paid() {
        ended("PAID");
        payout(report.amount(), report.requester());
    }

    void payout(long amount, String payee) {
        int sequence = payments.size() + 1;
        payments.add(new PaymentOperation(
                sequence,
                Instant.parse("2026-11-21T10:00:00Z"),
                PaymentOperation.Kind.PAYOUT,
                "expense/run-1/Task_PayOut",
                "po_" + sequence,
                null,
                amount,
                "EUR",
                RUN,
                null,
                null,
                payee));
    }

    void forgetPayments() {
        payments.clear();
    }

    void ended(String outcome) {
        run = new RunRecord(RUN, "ENDED", outcome, "COMPLETED", List.of());
    }

    void runs() {
        run = new RunRecord(RUN, "RUNNING", null, "RUNNING", List.of());
    }

    void goesOn() {
        runs();
        wentOn = true;
    }

    void waits() {
        runs();
        waits = true;
    }
}
