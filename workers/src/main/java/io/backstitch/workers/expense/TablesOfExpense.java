package io.backstitch.workers.expense;

import io.backstitch.tables.Kind;
import io.backstitch.tables.Store;
import io.backstitch.tables.TableOwner;
import java.util.List;
import org.springframework.stereotype.Component;

/** Budgets, periods and bookings. */
@Component
class TablesOfExpense implements TableOwner {

    @Override
    public List<Store> stores() {
        return List.of(
                Store.of("expense_budget").with(Kind.LOGIN, "granted_by").with(Kind.FREE, "cost_center", "currency"),
                Store.of("expense_reservation")
                        .with(Kind.KEY, "report")
                        .with(Kind.FREE, "cost_center", "currency", "state"),
                Store.of("expense_period").with(Kind.LOGIN, "set_by").with(Kind.FREE, "period"),
                Store.of("expense_journal")
                        .with(Kind.KEY, "report")
                        .with(Kind.FREE, "kind", "period", "cost_center", "currency", "payout"));
    }
}
