package io.backstitch.stack.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reports of one demo of expenses. Receipts carry the demo's number, so that it can be repeated on the same stack.
 *
 * @param number tells one demo from another
 * @param spent the day on which the money was spent
 */
record ExpenseStories(String number, LocalDate spent) {

    /** A cost centre with room for everything here, and one with room for nothing much. */
    static final String SALES = "4100-sales";

    static final String WORKSHOP = "4200-workshop";

    /**
     * One report.
     *
     * @param name short, part of its idempotency key
     * @param requester who hands it in
     * @param people who has to do something, in order
     * @param shows what a person learns from it
     */
    record Story(String name, String requester, String people, String shows, ExpenseRequest request) {}

    List<Story> all() {
        return List.of(
                story(
                        "taxi",
                        "employee",
                        "manager",
                        "one approval is enough",
                        report("Taxi to a customer", SALES, item("travel", "Taxi", 12_000, "taxi.pdf"))),
                story(
                        "training",
                        "employee",
                        "manager, and finance or finance2",
                        "above 500.00 two must agree, in any order; finance3 sees it, too, and may only approve up to 600.00",
                        report("Training in contract law", SALES, item("training", "Course", 180_000, "course.pdf"))),
                story(
                        "trade-fair",
                        "employee",
                        "two of director, director2, director3",
                        "above 5,000.00 two of three directors must agree, and one rejection alone does not end it",
                        report(
                                "Stand at the trade fair",
                                SALES,
                                item("other", "Stand", 900_000, "stand.pdf"),
                                item("lodging", "Hotel for four", 300_000, "hotel.pdf"))),
                story(
                        "own",
                        "director",
                        "director2 and director3",
                        "director sees the task too, but may not decide about the own report",
                        report("Meeting of the board", SALES, item("lodging", "Hotel", 600_000, "board.pdf"))),
                story(
                        "no-receipt",
                        "employee",
                        "employee, task 'Change report'",
                        "the policy has returned it: a receipt is missing",
                        report("Printer paper", SALES, item("equipment", "Paper", 4_500, null))),
                story(
                        "no-budget",
                        "employee",
                        "manager",
                        "approved, it fails late: the budget of the workshop does not last",
                        report("Tools", WORKSHOP, item("equipment", "Torque wrench", 30_000, "wrench.pdf"))));
    }

    String idempotencyKey(Story story) {
        return "demo-expense-%s-%s".formatted(number, story.name());
    }

    private static Story story(String name, String requester, String people, String shows, ExpenseRequest request) {
        return new Story(name, requester, people, shows, request);
    }

    private static ExpenseRequest report(String purpose, String costCenter, ExpenseRequest.Item... items) {
        return new ExpenseRequest(purpose, costCenter, "EUR", List.of(items));
    }

    private ExpenseRequest.Item item(String category, String description, long amount, @Nullable String receipt) {
        return new ExpenseRequest.Item(
                spent.toString(), category, description, amount, receipt, receipt == null ? null : sha256(receipt));
    }

    /** As if the file had been there. */
    private String sha256(String receipt) {
        try {
            byte[] file = (number + "/" + receipt).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
