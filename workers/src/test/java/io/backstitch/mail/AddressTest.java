package io.backstitch.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.web.OneLine;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would fail later, at Keycloak or at a mail server, is refused where somebody can correct it. */
class AddressTest {

    private static final ValidatorFactory FACTORY = Validation.buildDefaultValidatorFactory();
    private static final Validator VALIDATOR = FACTORY.getValidator();

    record Held(
            @Address String address,
            @LoginAddress String login,
            @OneLine String name) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "Ada.Lovelace+x_1-2@mail-1.example.co.uk",
                "a@b",
                "user@xn--bcher-kva.example",
                "ada@localhost",
                "ada@1st.example",
                ""
            })
    void takesWhatEveryServerTakes(String address) {
        assertThat(faults(new Held(address, address, ""))).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@under_score.example",
                "\"ada lovelace\"@example.org",
                "ada@[127.0.0.1]",
                "ada@[IPv6:::1]",
                "ada@127.0.0.1",
                "ada@bücher.example",
                "ädä@example.org",
                "ada@example.org.",
                "ada@-example.org",
                "ada@example-.org",
                "ada@exa$mple.org",
                "ada@.example.org",
                ".ada@example.org",
                "ada.@example.org",
                "a..da@example.org",
                "ada@@example.org",
                "ada",
                "@example.org",
                "ada@",
                "ada@example.org\r\nBcc: all@example.org",
                "ada@example.org,eve@example.org",
                "Ada <ada@example.org>",
                "ada @example.org"
            })
    void refusesWhatOneOfThemDoesNot(String address) {
        assertThat(faults(new Held(address, "a@b", ""))).as("an address").isEqualTo(1);
        assertThat(faults(new Held("a@b", address, ""))).as("a login").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "o'brien@example.org",
                "a!b@example.org",
                "a%b@example.org",
                "a{b}@example.org",
                "a/b@example.org"
            })
    void refusesALoginThatKeycloakDoesNotTake(String address) {
        assertThat(faults(new Held(address, "a@b", ""))).isZero();
        assertThat(faults(new Held("a@b", address, ""))).isEqualTo(1);
    }

    @Test
    void refusesOnesThatAreTooLong() {
        assertThat(faults(new Held("a".repeat(64) + "@example.org", "a@b", ""))).isZero();
        assertThat(faults(new Held("a".repeat(65) + "@example.org", "a@b", ""))).isEqualTo(1);
        assertThat(faults(new Held("a@" + "b".repeat(64) + ".org", "a@b", ""))).isEqualTo(1);
        assertThat(faults(new Held("a@" + "b.".repeat(130) + "org", "a@b", ""))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\nb", "a\tb", "a\u0085b", "a\u2028b", "a\u202Eb", "a\u0000"})
    void aNameIsOneLine(String name) {
        assertThat(faults(new Held("a@b", "a@b", name))).isEqualTo(1);
    }

    @Test
    void aNameMayBeOfAnyLetters() {
        assertThat(faults(new Held("a@b", "a@b", "Zoë & Søn, 株式会社 “X” 🙂"))).isZero();
    }

    private static int faults(Held held) {
        return VALIDATOR.validate(held).size();
    }
}
