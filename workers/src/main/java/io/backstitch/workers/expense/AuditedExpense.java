package io.backstitch.workers.expense;

import io.backstitch.auditlog.AuditKind;

/** What expenses put on record. The words are for ever: entries that were written keep them. */
public enum AuditedExpense implements AuditKind {
    /** A cost centre may spend another amount. Body: {@code actor, costCenter, currency, granted, before} (both in minor units; null: nothing). */
    BUDGET_SET("expense.budget-set"),
    /** A booking period is closed, or open again. Body: {@code actor, period, closed}. */
    PERIOD_SET("expense.period-set"),
    /** Somebody confirmed a report that was filled in in Tasklist, and it became this run. Body: {@code actor, strength, draft, task}. */
    HANDED_IN("expense.handed-in");

    private final String word;

    AuditedExpense(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
