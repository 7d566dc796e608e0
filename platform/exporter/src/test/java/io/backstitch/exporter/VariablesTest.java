package io.backstitch.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VariablesTest {

    @Test
    void takesTheVariablesOutAndNothingElse() {
        assertThat(Variables.without("""
                        {"partitionId":1,"value":{"type":"order.charge","variables":{"card":"4111 } \\" ]","more":[{"variables":1}]},"retries":3},"key":7}""")).isEqualTo("""
                        {"partitionId":1,"value":{"type":"order.charge","variables":{},"retries":3},"key":7}""");
    }

    @Test
    void takesThemOutWhateverTheyAre() {
        assertThat(Variables.without("{\"value\":{\"variables\":null}}")).isEqualTo("{\"value\":{\"variables\":{}}}");
        assertThat(Variables.without("{\"value\":{\"variables\":\"a,}\",\"b\":1}}"))
                .isEqualTo("{\"value\":{\"variables\":{},\"b\":1}}");
    }

    @Test
    void leavesTheNamesOfThoseThatSomebodySets() {
        assertThat(Variables.namesOnly("""
                        {"value":{"scopeKey":7,"variables":{"payable":99,"a \\" {":{"variables":{"b":[1,{}]}},"c":null,"d":"}"},"z":1},"key":7}""")).isEqualTo("""
                        {"value":{"scopeKey":7,"variables":{"payable":null,"a \\" {":null,"c":null,"d":null},"z":1},"key":7}""");
        assertThat(
                        Variables.namesOnly(
                                "{\"value\":{\"activate\":[{\"more\":[{\"variables\":{\"x\":[1,2]}},{\"variables\":{}}]}],\"variables\":null}}"))
                .isEqualTo(
                        "{\"value\":{\"activate\":[{\"more\":[{\"variables\":{\"x\":null}},{\"variables\":{}}]}],\"variables\":{}}}");
    }

    @Test
    void leavesWhatOnlyLooksLikeThem() {
        String record =
                "{\"variables\":{\"a\":1},\"value\":{\"name\":\"variables\",\"changed\":[\"variables\"],\"deep\":{\"variables\":{\"a\":1}}}}";

        assertThat(Variables.without(record)).isEqualTo(record);
    }
}
