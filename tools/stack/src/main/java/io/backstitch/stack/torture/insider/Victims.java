package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.ExpenseRequest;
import io.backstitch.stack.demo.OnboardingRequest;
import io.backstitch.stack.demo.Reply;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Begins the runs to tamper with, by the front door, in the employee's name, and has some of them approved by the manager, as is right. */
final class Victims {
    static final String EXPENSE = "expense";
    static final String EMPLOYEE = "employee";
    private static final String MANAGER = "manager";
    private static final String ONBOARDING = "onboarding";
    private static final String CURRENCY = "EUR";
    private static final String RECEIPT = "0".repeat(64);
    /** The manager decides alone. */
    private static final int LEAST = 5_000;

    private static final int MOST = 50_000;
    /** From this amount on a person reviews. */
    private static final int REVIEWED = 250_000;

    private static final int NEWEST = 6;
    private static final int ACCEPTED = 202;

    private final Function<String, PersonDoor> doors;
    private final String costCenter;
    private final Clock clock;
    private final List<Victim> all = new CopyOnWriteArrayList<>();

    Victims(Function<String, PersonDoor> doors, String costCenter, Clock clock) {
        this.doors = doors;
        this.costCenter = costCenter;
        this.clock = clock;
    }

    List<Victim> all() {
        return List.copyOf(all);
    }

    /** Hands a report in. */
    Optional<Victim> report(RandomGenerator random, String mark) throws IOException {
        return report(random, mark, mark);
    }

    /** The same, under a key that may be another's. */
    Optional<Victim> report(RandomGenerator random, String mark, String key) throws IOException {
        long amount = random.nextInt(LEAST, MOST);
        String yesterday = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)
                .minusDays(1)
                .toString();
        var item = new ExpenseRequest.Item(yesterday, "travel", "Journey", amount, "receipt.pdf", RECEIPT);
        var body = new ExpenseRequest(mark, costCenter, CURRENCY, List.of(item));
        return begun(
                doors.apply(EMPLOYEE).ask("/api/expenses", key, body),
                new Victim(EXPENSE, "", EMPLOYEE, amount, key, mark + " is right"));
    }

    /** Has a customer onboarded; half of them wait for a review. */
    Optional<Victim> onboarding(RandomGenerator random, String mark) throws IOException {
        long amount = random.nextBoolean() ? REVIEWED : LEAST;
        var body = new OnboardingRequest(
                "Insider " + mark, mark + "@customer.example", "team", amount, CURRENCY, "tok_visa_" + mark);
        return begun(
                doors.apply("requester").ask("/api/onboardings", mark, body),
                new Victim(ONBOARDING, "", "", amount, mark, ""));
    }

    private Optional<Victim> begun(Reply reply, Victim asked) {
        if (reply.status() != ACCEPTED) {
            return Optional.empty();
        }
        String id = reply.body().path("id").asString("");
        var victim = new Victim(asked.process(), id, asked.payee(), asked.amount(), asked.usedKey(), asked.reason());
        all.add(victim);
        return Optional.of(victim);
    }

    /** One of the newest reports. */
    Optional<Victim> any(RandomGenerator random) {
        List<Victim> reports =
                all.stream().filter(it -> it.process().equals(EXPENSE)).toList();
        List<Victim> newest = reports.subList(Math.max(0, reports.size() - NEWEST), reports.size());
        return newest.isEmpty() ? Optional.empty() : Optional.of(newest.get(random.nextInt(newest.size())));
    }

    /** Some of all reports, in an order of chance. */
    List<Victim> some(RandomGenerator random, int most) {
        List<Victim> reports = new ArrayList<>(
                all.stream().filter(it -> it.process().equals(EXPENSE)).toList());
        Collections.shuffle(reports, Random.from(random));
        return reports.subList(0, Math.min(most, reports.size()));
    }

    /** The manager approves one of the newest, as is right; nothing happens where there is nothing to decide. */
    void approve(RandomGenerator random) throws IOException {
        Optional<Victim> victim = any(random);
        if (victim.isPresent()) {
            PersonDoor manager = doors.apply(MANAGER);
            Optional<String> approval = manager.get("/api/approvals")
                    .body()
                    .path("approvals")
                    .valueStream()
                    .filter(it ->
                            it.path("run").asString("").equals(victim.get().run()))
                    .map(it -> it.path("id").asString(""))
                    .findFirst();
            if (approval.isPresent()) {
                manager.post(
                        "/api/approvals/" + approval.get() + "/decision",
                        new Decision("approve", victim.get().reason()));
            }
        }
    }

    private record Decision(String decision, String reason) {}
}
