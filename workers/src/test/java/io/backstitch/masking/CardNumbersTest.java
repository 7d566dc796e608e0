package io.backstitch.masking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "5555555555554444",
                "378282246310005",
                "4222222222222",
                "6304000000000000000",
                "it is 4111 1111 1111 1111, till 12/29",
            })
    void areFound(String text) {
        assertThat(CardNumbers.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tok_visa",
                "tok_4242",
                "4111111111111112",
                "411111111111",
                "12345678901234567890123",
                "tok_visa_1764496080"
            })
    void areNotFoundWhereThereIsNone(String text) {
        assertThat(CardNumbers.isIn(text)).isFalse();
    }
}
