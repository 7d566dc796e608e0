package io.backstitch.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would fail later, at Keycloak or at a mail server, is refused where somebody can correct it. */
class EmailTest {

    static Stream<String> good() {
        return Lines.of("emails-that-are-sent.txt");
    }

    static Stream<String> bad() {
        return Lines.of("emails-that-are-refused.txt");
    }

    static Stream<String> noLogins() {
        return Lines.of("emails-that-are-no-logins.txt");
    }

    @ParameterizedTest
    @MethodSource("good")
    void takesWhatEveryServerTakesAndKeepsItAsItIs(String address) {
        assertThat(Email.of(address).text()).isEqualTo(address);
        assertThat(Login.of(address).text()).isEqualTo(address);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWhatOneOfThemDoesNotTake(String address) {
        assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Email.of(address));
        assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Login.of(address));
    }

    @ParameterizedTest
    @MethodSource("noLogins")
    void refusesALoginThatKeycloakDoesNotTake(String address) {
        assertThat(Email.of(address).text()).isEqualTo(address);
        assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Login.of(address));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ada@bücher.example", "ada@例え.テスト", "ada@مثال.إختبار"})
    void saysHowADomainOfOtherLettersIsWritten(String address) {
        assertThatExceptionOfType(BadValue.class)
                .isThrownBy(() -> Email.of(address))
                .withMessageContaining("xn--");
    }

    @Test
    void refusesOnesThatAreTooLong() {
        assertThat(Email.of("a".repeat(64) + "@example.org").text()).hasSize(76);
        assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Email.of("a".repeat(65) + "@example.org"));
        assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Email.of("a@" + "b".repeat(64) + ".org"));
        assertThatExceptionOfType(BadValue.class).isThrownBy(() -> Email.of("a@" + "b.".repeat(130) + "org"));
    }
}
