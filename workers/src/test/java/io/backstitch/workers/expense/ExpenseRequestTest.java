package io.backstitch.workers.expense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstitch.value.Amount;
import io.backstitch.value.BadFields;
import io.backstitch.value.Code;
import io.backstitch.value.CurrencyCode;
import io.backstitch.value.Field;
import io.backstitch.value.Line;
import io.backstitch.value.ValueModule;
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
import tools.jackson.databind.json.JsonMapper;

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
        JsonMapper.Builder json = JsonMapper.builder();
        ValueModule.use(json);

        assertThatExceptionOfType(BadFields.class)
                .isThrownBy(() -> json.build().readValue("""
                        {"purpose": "", "costCenter": "", "currency": "euro", "items": [
                            {"date": 20260101, "category": " ", "description": "", "amount": 49.99}, {}]}
                        """, ExpenseRequest.class))
                .satisfies(bad -> assertThat(bad.fields().stream().map(Field::field))
                        .containsExactly(
                                "costCenter",
                                "currency",
                                "items[0].amount",
                                "items[0].category",
                                "items[0].date",
                                "items[0].description",
                                "items[1].amount",
                                "items[1].category",
                                "items[1].date",
                                "items[1].description",
                                "purpose"));
        ExpenseItem item = new ExpenseItem(
                LocalDate.of(2999, 1, 1), Code.of("a"), Line.of("b"), Amount.of(1), Line.of("receipt.pdf"), null);
        assertThat(wrongFields(aRequest("EUR", item))).contains("items[0].date", "items[0].receiptComplete");
        assertThat(wrongFields(aRequest("EUR"))).containsExactly("items");
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

    @Test
    void isRefusedWhenNoMailCouldReachTheAccount() {
        Jwt token = token(Map.of("preferred_username", "employee", "email", "employee@bücher.example"));

        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> ExpenseVariables.of(aRequest("EUR", ITEM), token))
                .withMessageContaining("The e-mail address of your account must be");
    }

    @Test
    void isRefusedInACurrencyInWhichNobodyMayApprove() {
        assertThat(wrongFields(aRequest("SEK", ITEM))).containsExactly("currency");
        assertThat(wrongFields(aRequest("JPY", ITEM))).containsExactly("currency");
        assertThat(wrongFields(aRequest("GBP", ITEM))).isEmpty();
    }

    private static ExpenseRequest aRequest(String currency, ExpenseItem... items) {
        return new ExpenseRequest(Line.of("Trade fair"), Code.of("4711"), CurrencyCode.of(currency), List.of(items));
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
