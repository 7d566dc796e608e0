package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.torture.Approvers.Reception;
import io.backstitch.stack.torture.Finding.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges every expense report, by what the robot did, what the audit says, how far the engine has brought it and what the payments partner
 * has on its own record. The law is
 * {@link Level}'s.
 *
 * <ol>
 *   <li>Not allowed: a decision on record that nobody made, or that breaks a rule, or whose person, answer or strength is another than it
 *       was; one of somebody who may not decide, or counts twice; a run that the engine let go on though nothing was decided; a payout
 *       without enough that agree, to somebody else, or of another amount.
 *   <li>Lost: a report that has neither ended nor waits for people, or ended where its decisions cannot bring it, or is paid and the
 *       partner does not know it; an honest decision that was refused; a decision that was taken, and is not on record.
 *   <li>Duplicate: a second payout.
 * </ol>
 */
final class ReportOracle {
    private static final String PAID = "PAID";
    /** Honest decisions that meet these come again, or too late. */
    private static final Set<String> BEARABLE = Set.of("too-late", "same-person-twice");

    private final ReportEvidence evidence;
    private final Report report;
    private final List<Finding> findings = new ArrayList<>();

    private ReportOracle(ReportEvidence evidence) {
        this.evidence = evidence;
        this.report = evidence.played().report();
    }

    /** None if all promises were kept. */
    static List<Finding> judge(ReportEvidence evidence) {
        var oracle = new ReportOracle(evidence);
        evidence.rulings().forEach(oracle::judge);
        oracle.judgeRecord();
        oracle.judgePeople();
        oracle.judgeGoingOn();
        oracle.judgeEnd();
        oracle.judgePayments();
        return List.copyOf(oracle.findings);
    }

    private void judge(Ruling ruling) {
        Optional<Move> move = moveOf(ruling);
        if (!ruling.sealed()) {
            if (move.filter(it -> it.isHonest() && it.who().equals(ruling.actor()))
                            .isPresent()
                    && !BEARABLE.contains(ruling.rule())) {
                find(Kind.LOST, "an honest decision of %s was refused: %s".formatted(ruling.actor(), ruling.rule()));
            }
        } else if (move.isEmpty()) {
            find(
                    Kind.NOT_ALLOWED,
                    "%s's decision '%s' is sealed, and nobody made it".formatted(ruling.actor(), ruling.reason()));
        } else if (!move.get().isHonest()) {
            find(
                    Kind.NOT_ALLOWED,
                    "a decision of %s is sealed that breaks a rule: %s".formatted(ruling.actor(), move.get()));
        } else if (!isAsMade(ruling, move.get())) {
            find(Kind.NOT_ALLOWED, "%s is on record as %s".formatted(move.get(), ruling));
        }
    }

    private Optional<Move> moveOf(Ruling ruling) {
        return evidence.played().tried().keySet().stream()
                .filter(move -> move.reason().equals(ruling.reason()))
                .findFirst();
    }

    private static boolean isAsMade(Ruling ruling, Move move) {
        return ruling.actor().equals(move.who())
                && ruling.decision().equals(move.decision())
                && ruling.strength().equals(move.way().strength());
    }

    /** What has no reason cannot be told from others; our door takes none of these. */
    private void judgeRecord() {
        evidence.played().tried().forEach((move, reception) -> {
            boolean missing =
                    evidence.rulings().stream().noneMatch(it -> it.reason().equals(move.reason()));
            if (reception == Reception.TAKEN && !move.reason().isEmpty() && missing) {
                find(Kind.LOST, "%s was taken, and is neither sealed nor refused".formatted(move));
            }
        });
    }

    private void judgePeople() {
        Set<String> seen = new HashSet<>();
        for (Ruling ruling : evidence.rulings()) {
            if (ruling.sealed() && ruling.counted()) {
                if (!report.level().mayDecide(ruling.actor(), report.requester())) {
                    find(Kind.NOT_ALLOWED, "a decision of %s counts, who is not asked".formatted(ruling.actor()));
                }
                if (!seen.add(ruling.actor())) {
                    find(Kind.NOT_ALLOWED, "%s counts twice".formatted(ruling.actor()));
                }
            }
        }
    }

    private void judgeGoingOn() {
        if (evidence.wentOn() && !isAgreed() && !isRejected() && count(Move.RETURN) == 0) {
            find(Kind.NOT_ALLOWED, "went on, and nothing was decided: %s".formatted(evidence.rulings()));
        }
    }

    private void judgeEnd() {
        RunRecord run = evidence.run();
        if (run == null) {
            find(Kind.LOST, "was accepted, and the application does not know it");
        } else if (!run.hasEnded()) {
            if (!evidence.waitsForPeople()) {
                find(Kind.LOST, "has not ended and waits for nobody: it is %s".formatted(run.state()));
            }
        } else if (!isPaid() && !evidence.outcome().equals(decided())) {
            find(Kind.LOST, "ended %s, and its decisions make it %s".formatted(evidence.outcome(), decided()));
        }
    }

    /** Where the decisions that count bring it. */
    private String decided() {
        if (isAgreed()) {
            return PAID;
        }
        return isRejected() ? "REJECTED" : "wait for people";
    }

    private boolean isAgreed() {
        List<String> approvers = evidence.rulings().stream()
                .filter(ruling -> ruling.counts(Move.APPROVE))
                .map(Ruling::actor)
                .toList();
        return report.level().isAgreed(report.requester(), approvers) && !isRejected() && count(Move.RETURN) == 0;
    }

    private boolean isRejected() {
        return report.level().isRejected(report.requester(), count(Move.REJECT));
    }

    private long count(String decision) {
        return evidence.rulings().stream()
                .filter(ruling -> ruling.counts(decision))
                .count();
    }

    private boolean isPaid() {
        return evidence.outcome().equals(PAID);
    }

    private void judgePayments() {
        if ((isPaid() || evidence.payouts() > 0) && !isAgreed()) {
            find(
                    Kind.NOT_ALLOWED,
                    "%d were paid, and not enough agree: %s".formatted(report.amount(), evidence.rulings()));
        }
        if (isPaid() && evidence.payouts() == 0) {
            find(Kind.LOST, "is paid, and the payments partner does not know it");
        }
        if (evidence.payouts() > 1) {
            find(Kind.DUPLICATE, "was paid out %d times".formatted(evidence.payouts()));
        }
        evidence.payments().forEach(this::judge);
    }

    private void judge(PaymentOperation operation) {
        List<Move> counted = evidence.rulings().stream()
                .filter(ruling -> ruling.counts(Move.APPROVE))
                .flatMap(ruling -> moveOf(ruling).stream())
                .toList();
        boolean right = operation.kind() == PaymentOperation.Kind.PAYOUT
                && operation.amount() == report.payable(counted)
                && operation.currency().equals(Report.CURRENCY)
                && report.requester().equals(operation.payee());
        if (!right) {
            find(
                    Kind.NOT_ALLOWED,
                    "%s of %d %s to %s, and %d were to be paid to %s"
                            .formatted(
                                    operation.kind(),
                                    operation.amount(),
                                    operation.currency(),
                                    operation.payee(),
                                    report.payable(counted),
                                    report.requester()));
        }
    }

    private void find(Kind kind, String what) {
        findings.add(new Finding(kind, evidence.played().run(), what));
    }
}
