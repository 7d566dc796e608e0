package io.backstitch.expense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.web.Problem;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

/** What a report must be to be taken, and whose it is. */
class ExpenseRequestTest {

    private static final ExpenseItem ITEM = ExpenseReports.anItem(12_000, 'a');

    @Test
    void isTakenWhenItIsComplete() {
        assertThat(wrongFields(aRequest("EUR", ITEM, ExpenseReports.anItemWithoutReceipt(1))))
                .isEmpty();
    }

    @Test
    void namesEachWrongField() {
        ExpenseItem item = new ExpenseItem(LocalDate.of(2999, 1, 1), " ", "", 0, "receipt.pdf", null);

        assertThat(wrongFields(new ExpenseRequest("", "", "euro", List.of(item))))
                .containsExactlyInAnyOrder(
                        "purpose",
                        "costCenter",
                        "currency",
                        "currencyKnown",
                        "items[0].date",
                        "items[0].category",
                        "items[0].description",
                        "items[0].amount",
                        "items[0].receiptComplete");
        assertThat(wrongFields(new ExpenseRequest("Trade fair", "4711", "EUR", List.of())))
                .containsExactly("items");
    }

    @Test
    void isRefusedInACurrencyWithoutTwoDecimals() {
        assertThat(wrongFields(aRequest("CHF", ITEM))).isEmpty();
        assertThat(wrongFields(aRequest("JPY", ITEM))).containsExactly("currencyKnown");
        assertThat(wrongFields(aRequest("XXX", ITEM))).containsExactly("currencyKnown");
    }

    @Test
    void belongsToWhoseTokenItIs() {
        ExpenseVariables variables = ExpenseVariables.of(
                aRequest("EUR", ITEM),
                token(Map.of(
                        "preferred_username", "employee", "email", "employee@demo.invalid", "department", "sales")));

        assertThat(variables.requester()).isEqualTo("employee");
        assertThat(variables.email()).isEqualTo("employee@demo.invalid");
        assertThat(variables.department()).isEqualTo("sales");
    }

    @Test
    void isRefusedWhenTheTokenDoesNotSayWhereToWriteTo() {
        Jwt token = token(Map.of("preferred_username", "employee"));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> ExpenseVariables.of(aRequest("EUR", ITEM), token))
                .withMessageContaining("Your token has no claim email");
    }

    private static ExpenseRequest aRequest(String currency, ExpenseItem... items) {
        return new ExpenseRequest("Trade fair", "4711", currency, List.of(items));
    }

    private static Jwt token(Map<String, Object> claims) {
        return new Jwt("token", Instant.EPOCH, Instant.MAX, Map.of("alg", "none"), claims);
    }

    private static Set<String> wrongFields(ExpenseRequest request) {
        try (ValidatorFactory factory = Validation.buildDefaultValidatorFactory()) {
            return factory.getValidator().validate(request).stream()
                    .map(violation -> violation.getPropertyPath().toString())
                    .collect(Collectors.toSet());
        }
    }
}
