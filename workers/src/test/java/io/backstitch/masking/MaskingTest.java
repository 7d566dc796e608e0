package io.backstitch.masking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "card tok_visa of a@b is declined | card [token] of [e-mail] is declined",
                "no user ada.lovelace+x@mail.example.org here | no user [e-mail] here",
                "550 <ada@example.org>: no | 550 <[e-mail]>: no",
                "wrong: <ada>@example.org and o'brien@example.org | wrong: <[e-mail] and [e-mail]",
                "GET /users?username=ada%40example.org | GET /users?username=[e-mail]",
                "charge 4111 1111 1111 1111 first | charge [number] first",
                "charge 4111-1111-1111-1111. | charge [number].",
                "charge 4111111111111111 first | charge [number] first",
                "account 1234567890 is closed | account [number] is closed",
                "to DE89 3704 0044 0532 0130 00, please | to [iban], please",
                "to DE89370400440532013000 | to [iban]",
                "{\"cardToken\":\"abc123\",\"amount\":5} | {\"cardToken\":\"[secret]\",\"amount\":5}",
                "Authorization: Bearer abcdefghijkl | Authorization: [secret]",
                "sent Bearer abcdefghijkl | sent Bearer [secret]",
                "jwt eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0. | jwt [token]",
                "password=hunter2 | password=[secret]",
            })
    void masksWhatOthersSay(String said, String masked) {
        assertThat(Masking.answer(said)).isEqualTo(masked);
        assertThat(Masking.answer(masked)).as("twice").isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "card_declined: the card has no cover",
                "422 Unprocessable: amount must be positive, was -1999",
                "at 2026-11-30T09:47:12Z in 12345 ms",
                "order 12345678 of f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
                "order ef67099f-d4b3-4897-9e79-416342505334",
                "order-41111111-1111-1111-8111-000000000000",
            })
    void leavesTheRest(String said) {
        assertThat(Masking.answer(said)).isEqualTo(said);
    }

    @Test
    void keepsTheEnginesKeysInTheLog() {
        for (long partition = 1; partition <= 3; partition++) {
            for (long key = 0; key < 50; key++) {
                String line = "Job %d of expense.pay-out failed".formatted((partition << 51) + key);
                assertThat(Masking.log(line)).isEqualTo(line);
            }
        }
        assertThat(Masking.log("paid by 4111111111111111")).isEqualTo("paid by [number]");
        assertThat(Masking.log("Run ghost30569309025904-1 is stuck")).isEqualTo("Run ghost30569309025904-1 is stuck");
        assertThat(Masking.log("io.backstitch.Thing@1f2e3d")).isEqualTo("io.backstitch.Thing@1f2e3d");
        assertThat(Masking.log("mail to ada@example.org")).isEqualTo("mail to [e-mail]");
    }

    @Test
    void endsSoonWhateverItIsGiven() {
        for (String part : new String[] {"a@", "1 ", "eyJ.", "AB12 ", "token", "x", "a%40"}) {
            assertThat(Masking.answer(part.repeat(100_000))).hasSizeLessThan(20_000);
            assertThat(Masking.log(part.repeat(2_000))).isNotNull();
        }
    }
}
