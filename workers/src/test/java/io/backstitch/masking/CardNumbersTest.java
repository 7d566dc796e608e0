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
                "2223003122003222",
                "3530111333300000",
                "30569309025904",
                "6011000990139424",
                "6304000000000000000",
                "tok_4111111111111111",
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
                "tok_visa_1764496080",
                "7012345678901238",
                "1764496080127",
                "tok_a4111111111111111",
                "a4111111-1111-1111-8a0f-0c1d2e3f4a5b"
            })
    void areNotFoundWhereThereIsNone(String text) {
        assertThat(CardNumbers.isIn(text)).isFalse();
    }
}
