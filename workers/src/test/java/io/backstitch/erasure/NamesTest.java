package io.backstitch.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a name is one, and where it is a part of something else. */
class NamesTest {

    private static final Names NAMES =
            new Names(Set.of("anna.bell", "a.bell@example.com", "Anna Bell", "Änne \"Bell\""), "", "erased-1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anna.bell | erased-1",
                "ANNA.BELL | erased-1",
                "asked by anna.bell. | asked by erased-1.",
                "mailto:a.bell@example.com?x | mailto:erased-1?x",
                "Dear Anna Bell, | Dear erased-1,",
                "/users/anna.bell/x | /users/erased-1/x",
                "of änne \"bell\" | of erased-1",
            })
    void replacesNamesInTexts(String before, String after) {
        assertThat(NAMES.replaced(before)).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "joanna.bell",
                "anna.bell2",
                "anna.bell-smith",
                "jo.anna.bell",
                "anna.bell@elsewhere.example",
                "xa.bell@example.com",
                "Joanna Bell",
                "Anna Bellow",
                "anna bel"
            })
    void leavesOtherNames(String text) {
        assertThat(NAMES.replaced(text)).isEqualTo(text);
        assertThat(NAMES.stand(text)).isFalse();
    }

    @Test
    void replacesValuesInJsonAtAnyDepthAndLeavesTheRestAsItIs() {
        assertThat(NAMES.replacedInJson("""
                        {"anna.bell":[{"by":"anna.bell","n":1.10,"big":12345678901234567890}],"t":"of Änne \\"Bell\\", she","x":null,"y":true}""")).isEqualTo("""
                        {"anna.bell":[{"by":"erased-1","n":1.10,"big":12345678901234567890}],"t":"of erased-1, she","x":null,"y":true}""");
    }

    @Test
    void leavesJsonWithoutTheNameAsItWasWritten() {
        assertThat(NAMES.replacedInJson("{ \"a\" : 1.0e3 }")).isEqualTo("{ \"a\" : 1.0e3 }");
    }

    @Test
    void takesAsWordsWhatIsNoJson() {
        assertThat(NAMES.replacedInJson("{\"by\": \"anna.bell\", and more"))
                .isEqualTo("{\"by\": \"erased-1\", and more");
    }

    @Test
    void knowsANameInBytesAsTheDatabaseShowsThem() {
        assertThat(NAMES.resemble("\\000\\303\\204nne \"Bell\"")).isTrue();
    }

    @Test
    void doesNotTakeTheSignsOfAPatternForMore() {
        assertThat(new Names(Set.of("a_b%c\\d"), "", "").patterns()).contains("%a\\_b\\%c\\\\d%");
    }

    @Test
    void tellsWhatOnlyResemblesAName() {
        assertThat(NAMES.resemble("joanna.bell")).isTrue();
        assertThat(NAMES.resemble("{\"anna.bell\":1}")).isTrue();
        assertThat(NAMES.resemble("somebody else")).isFalse();
    }
}
