package io.backstitch.workers.expense;

/** What the model of the process expense calls by name. */
final class Expense {

    static final String PROCESS = "expense";
    static final String BUDGET_EXHAUSTED = "expense.budget-exhausted";
    static final String PAYOUT_DECLINED = "expense.payout-declined";
    static final String PERIOD_CLOSED = "expense.period-closed";

    private Expense() {}
}
