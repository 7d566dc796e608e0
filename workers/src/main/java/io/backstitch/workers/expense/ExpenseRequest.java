package io.backstitch.workers.expense;

import io.backstitch.approval.Approvable;
import io.backstitch.value.Code;
import io.backstitch.value.CurrencyCode;
import io.backstitch.value.Line;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A report that is handed in. A wrong field is refused with its name. Who hands it in, and who gets the money, the token says; what it
 * amounts to, its items say.
 *
 * @param purpose what it was for, in a line
 * @param costCenter whose budget it is paid from
 * @param currency ISO 4217
 */
record ExpenseRequest(
        Line purpose,
        Code costCenter,
        @Approvable(kind = Expense.PROCESS) CurrencyCode currency,
        @NotEmpty @Size(max = 50) List<@NotNull @Valid ExpenseItem> items) {}
