package io.backstitch.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.check.FormPattern.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of forms mean what they mean in a browser, and no text makes them work for ever. */
class FormPatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ^[0-9a-f]{4}$ | 00ff  | FITS
            ^[0-9a-f]{4}$ | 00fg  | DOES_NOT_FIT
            [A-Z]         | xYz   | FITS
            ^[[]$         | [     | FITS
            ^[a&&b]+$     | ab&   | FITS
            ^[^\\s[]+$    | a[    | DOES_NOT_FIT
            ^([ab])\\1$   | aa    | FITS
            ^(?=.*\\d)x   | x1    | FITS
            """)
    void readsAsABrowserDoes(String pattern, String text, Answer answer) {
        assertThat(FormPattern.of(pattern).map(it -> it.ask(text))).as(pattern).contains(answer);
    }

    @Test
    void theEndIsTheEndOfTheText() {
        assertThat(FormPattern.of("^a$").orElseThrow().ask("a\n")).isEqualTo(Answer.DOES_NOT_FIT);
    }

    @ParameterizedTest
    @Timeout(5)
    @ValueSource(strings = {"^(a+)+$", "^(a|aa)*b", "^(.*a){20}$", "^(a|b)*$"})
    void noTextMakesItWorkForEver(String pattern) {
        String text = "a".repeat(1_000) + "!";

        assertThat(FormPattern.of(pattern).orElseThrow().ask(text)).isNotEqualTo(Answer.FITS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"^(a", "[a", "a{2,1}", "*"})
    void whatCannotBeReadIsNone(String pattern) {
        assertThat(FormPattern.of(pattern)).isEmpty();
    }
}
