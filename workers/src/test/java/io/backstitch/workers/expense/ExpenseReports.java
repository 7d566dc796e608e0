package io.backstitch.workers.expense;

import io.backstitch.value.Amount;
import io.backstitch.value.Code;
import io.backstitch.value.Line;
import io.backstitch.value.Sha256;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Reports for tests, each with a requester and a cost centre of its own. */
final class ExpenseReports {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private ExpenseReports() {}

    /** A report over 120.00 EUR that the policy lets through. */
    static ExpenseVariables aReport() {
        return aReport(anItem(12_000, 'a'));
    }

    static ExpenseVariables aReport(ExpenseItem... items) {
        return aReport("EUR", items);
    }

    static ExpenseVariables aReport(String currency, ExpenseItem... items) {
        int number = NUMBERS.incrementAndGet();
        return new ExpenseVariables(
                "employee-" + number,
                "employee-%d@expense.example".formatted(number),
                "sales",
                "Trade fair",
                "cost-center-" + number,
                currency,
                List.of(items));
    }

    /**
     * A train ride.
     *
     * @param receipt the digit that its receipt's SHA-256 is made of
     */
    static ExpenseItem anItem(long amount, char receipt) {
        return new ExpenseItem(
                LocalDate.of(2026, 11, 2),
                Code.of("travel"),
                Line.of("Train"),
                new Amount(amount),
                Line.of("train-%s.pdf".formatted(receipt)),
                new Sha256(String.valueOf(receipt).repeat(64)));
    }

    static ExpenseItem anItemWithoutReceipt(long amount) {
        return new ExpenseItem(
                LocalDate.of(2026, 11, 2), Code.of("meals"), Line.of("Dinner"), new Amount(amount), null, null);
    }
}
