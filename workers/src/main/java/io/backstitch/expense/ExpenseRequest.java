package io.backstitch.expense;

import io.backstitch.web.OneLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Currency;
import java.util.List;

/**
 * A report that is handed in. A wrong field is refused with its name. Who hands it in, and who gets the money, the token says; what it
 * amounts to, its items say.
 *
 * @param purpose what it was for, in a line
 * @param costCenter whose budget it is paid from
 * @param currency ISO 4217, with two decimals
 */
record ExpenseRequest(
        @NotBlank @OneLine @Size(max = 200) String purpose,
        @NotBlank @OneLine @Size(max = 50) String costCenter,

        @NotBlank @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code such as EUR")
        String currency,

        @NotEmpty @Size(max = 50) List<@NotNull @Valid ExpenseItem> items) {

    private static final int DECIMALS = 2;

    @AssertTrue(message = "must be a currency with two decimals")
    boolean isCurrencyKnown() {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(it -> it.getCurrencyCode().equals(currency) && it.getDefaultFractionDigits() == DECIMALS);
    }
}
