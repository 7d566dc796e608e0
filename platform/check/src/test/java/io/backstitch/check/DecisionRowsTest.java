package io.backstitch.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Whether a row of a table may fit is known without the engine, as far as it can be read. */
class DecisionRowsTest {

    @Test
    void aListOfTextsFitsWhatItNames() {
        assertThat(fits("\"EUR\", \"USD\"", "USD")).isTrue();
        assertThat(fits("\"EUR\", \"USD\"", "JPY")).isFalse();
        assertThat(fits("", "JPY")).isTrue();
    }

    @Test
    void whatItCannotReadMayFit() {
        assertThat(fits("not(\"EUR\")", "JPY")).isTrue();
        assertThat(fits("-", "JPY")).isTrue();
        assertThat(rows("<decision id=\"limits\"/>").mayFit(Map.of("currency", "JPY")))
                .isTrue();
    }

    @Test
    void whatTheTableDoesNotAskForDoesNotCount() {
        assertThat(rows(table("\"EUR\"")).mayFit(Map.of("kind", "expense", "country", "FR")))
                .isTrue();
        assertThat(rows(table("\"EUR\"")).mayFit(Map.of("kind", "trip"))).isFalse();
    }

    @Test
    void whatIsNoXmlIsRefused() {
        assertThatThrownBy(() -> DecisionRows.of("rows")).isInstanceOf(UnreadableFile.class);
    }

    private static boolean fits(String currencies, String currency) {
        return rows(table(currencies)).mayFit(Map.of("kind", "expense", "currency", currency));
    }

    private static DecisionRows rows(String decision) {
        String dmn =
                "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\">" + decision + "</definitions>";
        return Objects.requireNonNull(DecisionRows.of(dmn).get("limits"));
    }

    private static String table(String currencies) {
        return """
                <decision id="limits"><decisionTable>
                <input><inputExpression><text>currency</text></inputExpression></input>
                <input><inputExpression><text>kind</text></inputExpression></input>
                <rule><inputEntry><text>%s</text></inputEntry><inputEntry><text>"expense"</text></inputEntry></rule>
                </decisionTable></decision>
                """.formatted(currencies.replace("\"", "&quot;"));
    }
}
