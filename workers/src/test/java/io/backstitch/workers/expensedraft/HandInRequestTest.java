package io.backstitch.workers.expensedraft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a form says in the currency's own unit is handed in in its minor units, and what is more exact is left to the rules of the door. */
class HandInRequestTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @CsvSource({"EUR, 120.5, 12050", "JPY, 1000, 1000", "JPY, 0.5, 0.5", "KWD, 1.005, 1005", "EUR, 49.995, 4999.5"})
    void countsInTheDigitsOfTheCurrency(String currency, String amount, String minor) {
        JsonNode report = request(currency, "[{\"amount\": %s}]".formatted(amount), "null")
                .report();

        assertThat(report.path("items").path(0).path("amount").decimalValue()).isEqualByComparingTo(minor);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"\"none\"", "[1]", "[{\"amount\": \"much\"}]", "[]"})
    void leavesAloneWhatItDoesNotUnderstand(String lines) {
        assertThat(request("EUR", lines, "null").report().path("items")).isEqualTo(JSON.readTree(lines));
    }

    @ParameterizedTest
    @CsvSource({"EUR, true", "JPY, false", "KWD, false"})
    void aDraftOfAnOlderModelCountsInHundredths(String currency, boolean right) {
        HandIn.Request older = request(currency, "[{\"amount\": 1}]", "[{\"amount\": 100}]");

        assertThat(older.isOfAnOlderModel()).isTrue();
        assertThat(older.digits() == 2).isEqualTo(right);
        assertThat(older.report().path("items").path(0).path("amount").asLong()).isEqualTo(100);
    }

    private static HandIn.Request request(String currency, String lines, String items) {
        return new HandIn.Request(
                null, null, null, null, JSON.valueToTree(currency), JSON.readTree(lines), JSON.readTree(items));
    }
}
