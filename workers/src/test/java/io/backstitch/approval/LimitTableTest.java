package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Whether anybody may approve in a currency is known when a request comes, without the engine. */
class LimitTableTest {

    @Test
    void knowsTheTableThatIsDeployed() {
        assertThat(LimitTable.DEPLOYED.mayHaveLimit("expense", "EUR")).isTrue();
        assertThat(LimitTable.DEPLOYED.mayHaveLimit("expense", "JPY")).isFalse();
        assertThat(LimitTable.DEPLOYED.mayHaveLimit("onboarding", "JPY")).isTrue();
        assertThat(LimitTable.DEPLOYED.mayHaveLimit("nothing", "EUR")).isFalse();
    }

    @Test
    void saysOfWhatItCannotReadThatItMayFit() throws IOException {
        assertThat(new LimitTable(null).mayHaveLimit("expense", "JPY")).isTrue();
        assertThat(table("not(\"EUR\")").mayHaveLimit("expense", "JPY")).isTrue();
        assertThat(table("-").mayHaveLimit("expense", "JPY")).isTrue();
        assertThat(table("\"EUR\", \"USD\"").mayHaveLimit("expense", "USD")).isTrue();
        assertThat(table("\"EUR\", \"USD\"").mayHaveLimit("expense", "JPY")).isFalse();
    }

    private static LimitTable table(String currency) throws IOException {
        String xml = """
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision><decisionTable>
                <input><inputExpression><text>currency</text></inputExpression></input>
                <input><inputExpression><text>kind</text></inputExpression></input>
                <rule><inputEntry><text>%s</text></inputEntry><inputEntry><text>"expense"</text></inputEntry></rule>
                </decisionTable></decision></definitions>
                """.formatted(currency.replace("\"", "&quot;"));
        return new LimitTable(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
