package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.Mail;
import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.torture.Finding.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Judges every accepted run. What was done outside is taken from the partners' own records; our ledger is believed only where it
 * speaks against itself.
 *
 * <ol>
 *   <li>Duplicate: a second run for one request; an effect for which there was one before: the same key, a second charge for the same run, a second refund of the
 *       same charge, a second mail of the same kind under another Message-ID. A mail that came again with its Message-ID is repeatable,
 *       declared so, and not a finding.
 *   <li>Lost: a run that has neither ended nor waits for a person; one that ended where its story cannot end; an effect that an
 *       onboarded run lacks; an effect that still stands after a run was rolled back.
 *   <li>Wrong order: {@link UndoOrder}.
 * </ol>
 */
final class Oracle {
    private final Evidence evidence;
    private final List<Finding> findings = new ArrayList<>();

    private Oracle(Evidence evidence) {
        this.evidence = evidence;
    }

    /** All findings, run by run; none if all promises were kept. */
    static List<Finding> judge(Evidence evidence) {
        var oracle = new Oracle(evidence);
        oracle.findTwins();
        evidence.accepted().forEach(oracle::judge);
        return List.copyOf(oracle.findings);
    }

    /** However often and wherever it was sent: one request is one run. */
    private void findTwins() {
        Map<String, List<AcceptedRun>> byKey = evidence.accepted().stream()
                .collect(Collectors.groupingBy(run -> run.request().idempotencyKey()));
        byKey.values().stream()
                .flatMap(runs -> runs.stream().skip(1))
                .forEach(run -> find(
                        Kind.DUPLICATE,
                        run,
                        "is a second run of " + run.request().idempotencyKey()));
    }

    private void judge(AcceptedRun run) {
        List<PaymentOperation> payments = paymentsOf(run);
        List<Mail> mails = mailsTo(run);
        findDuplicates(run, payments, mails);
        RunRecord record = evidence.runs().get(run.id());
        if (record == null) {
            lost(run, "was accepted, and the application does not know it");
            return;
        }
        UndoOrder.judge(record, payments).forEach(what -> find(Kind.WRONG_ORDER, run, what));
        if (record.hasEnded()) {
            judgeEnd(run, record, payments, mails);
        } else if (!record.waitsForPerson() && !evidence.waiting().contains(run.id())) {
            lost(run, "has not ended and waits for nobody: it is " + record.state());
        }
    }

    private void judgeEnd(AcceptedRun run, RunRecord record, List<PaymentOperation> payments, List<Mail> mails) {
        String outcome = Objects.requireNonNullElse(record.outcome(), "without an outcome");
        if (!run.story().mayEndAs(outcome)) {
            lost(run, "was to be %s and ended %s".formatted(run.story(), outcome));
        }
        if (outcome.equals("ONBOARDED")) {
            requireEffects(run, payments);
        } else {
            requireNothingLeft(run, record, payments);
        }
        long mailsSaidToBeSent = record.steps().stream()
                .filter(step -> Mails.isToCustomer(step.effect()) && step.hasHappened())
                .count();
        if (Mails.distinct(mails) < mailsSaidToBeSent) {
            lost(
                    run,
                    "has %d mails in its ledger, and the sink %d".formatted(mailsSaidToBeSent, Mails.distinct(mails)));
        }
    }

    private void requireEffects(AcceptedRun run, List<PaymentOperation> payments) {
        if (charges(payments).findAny().isEmpty()) {
            lost(run, "is onboarded, and its card was never charged");
        }
        refunds(payments)
                .forEach(refund -> lost(run, "is onboarded, and %s was given back".formatted(refund.charge())));
        if (evidence.workspaces().stream().noneMatch(workspace -> workspace.isOf(run))) {
            lost(run, "is onboarded, and Keycloak has no workspace of it");
        }
    }

    private void requireNothingLeft(AcceptedRun run, RunRecord record, List<PaymentOperation> payments) {
        Set<String> refunded =
                refunds(payments).map(refund -> String.valueOf(refund.charge())).collect(Collectors.toSet());
        charges(payments)
                .filter(charge -> !refunded.contains(charge.id()))
                .forEach(charge -> lost(run, "was unwound, and %s was not given back".formatted(charge.id())));
        evidence.workspaces().stream()
                .filter(workspace -> workspace.isOf(run))
                .forEach(workspace -> lost(run, "was unwound, and Keycloak still has " + workspace.group()));
        if (!record.saga().equals("COMPENSATED")) {
            lost(run, "was unwound, and its effects are " + record.saga());
        }
    }

    private void findDuplicates(AcceptedRun run, List<PaymentOperation> payments, List<Mail> mails) {
        Set<String> seen = new HashSet<>();
        for (PaymentOperation operation : payments) {
            boolean newKey = seen.add("key " + operation.key());
            boolean newEffect = seen.add(
                    operation.kind() == PaymentOperation.Kind.CHARGE ? "charge" : "refund of " + operation.charge());
            if (!newKey || !newEffect) {
                find(
                        Kind.DUPLICATE,
                        run,
                        "%s of %d at %s (%s), once too often"
                                .formatted(operation.kind(), operation.amount(), operation.at(), operation.key()));
            }
        }
        Mails.sentTwice(mails)
                .forEach(subject ->
                        find(Kind.DUPLICATE, run, "the mail '%s' was sent under two Message-IDs".formatted(subject)));
    }

    private List<PaymentOperation> paymentsOf(AcceptedRun run) {
        return evidence.payments().stream()
                .filter(operation -> run.id().equals(operation.reference())
                        || operation.key().contains("/" + run.id() + "/"))
                .toList();
    }

    private List<Mail> mailsTo(AcceptedRun run) {
        return evidence.mails().stream()
                .filter(mail -> mail.to().contains(run.request().body().email()))
                .toList();
    }

    private static Stream<PaymentOperation> charges(List<PaymentOperation> payments) {
        return payments.stream().filter(operation -> operation.kind() == PaymentOperation.Kind.CHARGE);
    }

    private static Stream<PaymentOperation> refunds(List<PaymentOperation> payments) {
        return payments.stream().filter(operation -> operation.kind() == PaymentOperation.Kind.REFUND);
    }

    private void lost(AcceptedRun run, String what) {
        find(Kind.LOST, run, what);
    }

    private void find(Kind kind, AcceptedRun run, String what) {
        findings.add(new Finding(kind, run.id(), what));
    }
}
