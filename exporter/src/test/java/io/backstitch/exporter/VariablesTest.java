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
    void leavesWhatOnlyLooksLikeThem() {
        String record =
                "{\"variables\":{\"a\":1},\"value\":{\"name\":\"variables\",\"changed\":[\"variables\"],\"deep\":{\"variables\":{\"a\":1}}}}";

        assertThat(Variables.without(record)).isEqualTo(record);
    }
}
