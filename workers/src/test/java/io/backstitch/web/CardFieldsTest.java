package io.backstitch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.value.BadFields;
import io.backstitch.value.ValueModule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** No door takes a card number where a token belongs. */
class CardFieldsTest {

    record Payment(String customer, String cardToken) {}

    record Wallet(List<String> cards, Map<String, String> backupCard) {}

    private final JsonMapper json = mapper();

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        ValueModule.use(builder);
        return builder.build();
    }

    @Test
    void refusesACardNumberAndNamesTheFieldButNeverTheNumber() {
        MockMvcTester door = MockMvcTester.of(
                List.of(new Door()),
                it -> it.setControllerAdvice(new Problems())
                        .setMessageConverters(new JacksonJsonHttpMessageConverter(json))
                        .build());

        assertThat(door.post()
                        .uri("/payments")
                        .contentType("application/json")
                        .content("{\"customer\":\"Ada\",\"cardToken\":\"4111 1111 1111 1111\"}"))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyText()
                .contains("cardToken has a card number")
                .doesNotContain("4111", "1111");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"cards\":[\"tok_visa\",\"4111111111111111\"]}",
                "{\"backupCard\":{\"number\":\"4111-1111-1111-1111\"}}",
            })
    void refusesOneAlsoWithinListsAndObjects(String wallet) {
        assertThatThrownBy(() -> json.readValue(wallet, Wallet.class)).isInstanceOf(BadFields.class);
        assertThatThrownBy(() -> json.treeToValue(json.readTree(wallet), Wallet.class))
                .isInstanceOf(BadFields.class);
    }

    @Test
    void takesTokensAndNumbersThatStandForSomethingElse() {
        String payment = "{\"customer\":\"4111111111111111\",\"cardToken\":\"tok_visa\"}";

        assertThat(json.readValue(payment, Payment.class)).isEqualTo(new Payment("4111111111111111", "tok_visa"));
    }

    @RestController
    static final class Door {
        @PostMapping("/payments")
        public String pay(@RequestBody Payment payment) {
            return payment.customer();
        }
    }
}
