package io.backstitch.erasure;

import java.util.List;

/** What the processes of this repository keep. */
final class ProcessStores {

    static final List<Store> ALL = List.of(
            Store.of("customer")
                    .labelled("'the customer ' || t.id")
                    .openWhile(Stores.runs("'onboarding/' || t.id"))
                    .with(Kind.KEY, "id")
                    .with(Kind.TEXT, "name", "email")
                    .with(Kind.FREE, "plan", "state"),
            Store.of("bulkimport").with(Kind.KEY, "run"),
            Store.of("bulkimport_row")
                    .labelled("t.run || ', line ' || t.line")
                    .openWhile(Stores.runs("'bulkimport/' || t.run"))
                    .with(Kind.KEY, "run")
                    .with(Kind.TEXT, "name", "email")
                    .with(Kind.BESIDE, "phone"),
            Store.of("expense_budget").with(Kind.LOGIN, "granted_by").with(Kind.FREE, "cost_center", "currency"),
            Store.of("expense_reservation")
                    .with(Kind.KEY, "report")
                    .with(Kind.FREE, "cost_center", "currency", "state"),
            Store.of("expense_period").with(Kind.LOGIN, "set_by").with(Kind.FREE, "period"),
            Store.of("expense_journal")
                    .with(Kind.KEY, "report")
                    .with(Kind.FREE, "kind", "period", "cost_center", "currency", "payout"),
            Store.of("expense_draft_answer").with(Kind.TEXT, "note").with(Kind.FREE, "outcome"));

    private ProcessStores() {}
}
