package io.backstitch.workers.expense;

import io.backstitch.security.DoorRules;
import io.backstitch.value.Balance;
import io.backstitch.value.Code;
import io.backstitch.value.CurrencyCode;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.security.Principal;
import java.time.YearMonth;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What controllers set for expense reports: budgets, and which periods are closed. */
@RestController
class ControllingController {

    @Bean
    static DoorRules controllingDoors() {
        return new DoorRules(
                DoorRules.role("expense-controller", HttpMethod.GET, "/api/expense-budgets/*"),
                DoorRules.role(
                        "expense-controller", HttpMethod.PUT, "/api/expense-budgets/*", "/api/expense-periods/*"));
    }

    /**
     * A budget to be set.
     *
     * @param granted what may be spent, in minor units
     */
    record Grant(CurrencyCode currency, Balance granted) {}

    /** Whether a period is to be closed. */
    record Closing(@NotNull Boolean closed) {}

    private final Budgets budgets;
    private final Periods periods;

    ControllingController(Budgets budgets, Periods periods) {
        this.budgets = budgets;
        this.periods = periods;
    }

    @GetMapping("/api/expense-budgets/{costCenter}")
    @Operation(summary = "The budgets of a cost centre, one for each currency")
    List<Budgets.Budget> budgets(@PathVariable Code costCenter) {
        return budgets.of(costCenter.text());
    }

    /** The cost centre by the rule for reports: a budget under another name would be nobody's. */
    @PutMapping("/api/expense-budgets/{costCenter}")
    @Operation(
            summary = "Set what a cost centre may spend",
            description = "What reports have reserved stays reserved. The same again changes nothing.")
    List<Budgets.Budget> grant(@PathVariable Code costCenter, @RequestBody @Valid Grant grant, Principal controller) {
        budgets.grant(
                costCenter.text(), grant.currency().text(), grant.granted().value(), controller.getName());
        return budgets.of(costCenter.text());
    }

    @PutMapping("/api/expense-periods/{period}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Close a booking period, or open it again",
            description =
                    "The period is a month such as 2026-11. A report that cannot be booked any more is rolled back.")
    void set(@PathVariable YearMonth period, @RequestBody @Valid Closing closing, Principal controller) {
        periods.set(period, closing.closed(), controller.getName());
    }
}
