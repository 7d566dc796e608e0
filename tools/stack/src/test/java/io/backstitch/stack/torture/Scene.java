package io.backstitch.stack.torture;

import io.backstitch.stack.demo.OnboardingRequest;
import io.backstitch.stack.sandbox.Mail;
import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.torture.Evidence.Workspace;
import io.backstitch.stack.torture.RunRecord.Event;
import io.backstitch.stack.torture.RunRecord.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Evidence as it looks when all goes well, to be tampered with. Its clock moves by a second with everything that happens. */
final class Scene {
    private static final String CUSTOMER = "Task_CreateCustomer";
    private static final String CHARGE = "Task_ChargeCard";
    private static final String WORKSPACE = "Task_ProvisionWorkspace";

    private final List<AcceptedRun> accepted = new ArrayList<>();
    private final Map<String, RunRecord> runs = new HashMap<>();
    private final Set<String> waiting = new HashSet<>();
    private final List<PaymentOperation> payments = new ArrayList<>();
    private final List<Mail> mails = new ArrayList<>();
    private final List<Workspace> workspaces = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");

    Evidence evidence() {
        return new Evidence(accepted, runs, waiting, payments, mails, workspaces);
    }

    void onboarded(String run) {
        accept(run, Story.CLEAN);
        var steps = new ArrayList<>(List.of(did(run, CUSTOMER), did(run, CHARGE), did(run, WORKSPACE)));
        charge(run, key(run, CHARGE));
        workspace(run);
        mail(run, "Welcome", "<" + run + "-Welcome>");
        steps.add(step("onboarding.send-welcome-mail", key(run, "Task_SendWelcomeMail"), null));
        end(run, "ONBOARDED", "COMPLETED", steps);
    }

    void rolledBack(String run) {
        rolledBack(run, List.of(WORKSPACE, CHARGE, CUSTOMER));
    }

    void rolledBackInWrongOrder(String run) {
        rolledBack(run, List.of(WORKSPACE, CUSTOMER, CHARGE));
    }

    private void rolledBack(String run, List<String> undone) {
        accept(run, Story.CANCELLED);
        var steps = new ArrayList<>(List.of(did(run, CUSTOMER), did(run, CHARGE), did(run, WORKSPACE)));
        charge(run, key(run, CHARGE));
        for (String element : undone) {
            Instant begun = tick();
            if (element.equals(CHARGE)) {
                refund(run);
            }
            steps.add(new Step(
                    "undo", key(run, element) + "/undo", key(run, element), "COMPLETED", events(begun, tick())));
        }
        end(run, "ROLLED_BACK", "COMPENSATED", steps);
    }

    /** A declined card: nothing but the customer to undo. */
    void rejectedAtOnce(String run) {
        accept(run, Story.DECLINED);
        Step customer = did(run, CUSTOMER);
        end(run, "REJECTED", "COMPENSATED", List.of(customer, step("undo", customer.key() + "/undo", customer.key())));
    }

    void inReview(String run) {
        accept(run, Story.LEFT_IN_REVIEW);
        runs.put(run, new RunRecord(run, "RUNNING", null, "RUNNING", List.of(did(run, CUSTOMER))));
        waiting.add(run);
    }

    /** What was sent for the one has come to the other, too. */
    void isOneRequest(String one, String other) {
        Request request = accepted.stream()
                .filter(run -> run.id().equals(one))
                .findFirst()
                .orElseThrow()
                .request();
        accepted.replaceAll(run -> run.id().equals(other) ? new AcceptedRun(other, request) : run);
    }

    void wasToBe(String run, Story story) {
        accepted.removeIf(it -> it.id().equals(run));
        accept(run, story);
    }

    void charge(String run, String key) {
        int sequence = payments.size() + 1;
        payments.add(new PaymentOperation(
                sequence,
                tick(),
                PaymentOperation.Kind.CHARGE,
                key,
                "ch_" + sequence,
                null,
                4900,
                "EUR",
                run,
                "tok_visa",
                null,
                null));
    }

    void refund(String run) {
        payments.add(refundOf(run, payments.size() + 1, tick()));
    }

    void refundedBeforeTheWorkspaceWasGone(String run) {
        loseLastPayment();
        payments.add(refundOf(run, payments.size() + 1, payments.getLast().at().plusMillis(1)));
    }

    private PaymentOperation refundOf(String run, int sequence, Instant at) {
        String charge = payments.stream()
                .filter(it -> run.equals(it.reference()))
                .findFirst()
                .orElseThrow()
                .id();
        return new PaymentOperation(
                sequence,
                at,
                PaymentOperation.Kind.REFUND,
                key(run, CHARGE) + "/undo",
                "re_" + sequence,
                charge,
                4900,
                "EUR",
                run,
                null,
                null,
                null);
    }

    void mail(String run, String subject, String messageId) {
        mails.add(new Mail(mails.size() + 1, "m", messageId, "us@x", List.of(run + "@x"), subject, "", tick()));
    }

    void workspace(String run) {
        workspaces.add(new Workspace("workspace-" + run, key(run, WORKSPACE)));
    }

    void forget(String run) {
        runs.remove(run);
    }

    void nobodyWaits() {
        waiting.clear();
    }

    void losePayments() {
        payments.clear();
    }

    void loseLastPayment() {
        payments.removeLast();
    }

    void loseWorkspaces() {
        workspaces.clear();
    }

    void loseMails() {
        mails.clear();
    }

    private void accept(String run, Story story) {
        var body = new OnboardingRequest(run, run + "@x", "team", 4900, "EUR", "tok_visa");
        accepted.add(new AcceptedRun(
                run,
                new Request(1, story, "key-" + run, body, Duration.ZERO, Entrance.WEBHOOK, List.of(Duration.ZERO))));
    }

    private void end(String run, String outcome, String saga, List<Step> steps) {
        runs.put(run, new RunRecord(run, "ENDED", outcome, saga, steps));
    }

    private Step did(String run, String element) {
        return step("effect", key(run, element), null);
    }

    private Step step(String effect, String key, @Nullable String undoes) {
        return new Step(effect, key, undoes, "COMPLETED", events(tick(), tick()));
    }

    private static List<Event> events(Instant begun, Instant completed) {
        return List.of(new Event("CLAIMED", begun), new Event("COMPLETED", completed));
    }

    private static String key(String run, String element) {
        return "onboarding/" + run + "/" + element;
    }

    private Instant tick() {
        now = now.plusSeconds(1);
        return now;
    }
}
