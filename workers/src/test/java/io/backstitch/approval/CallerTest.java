package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.directory.Person;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose token it is: a name may be given out again while a token of before is valid yet. */
class CallerTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"7, 7, true", "7, 8, false", "'', 8, true", "7, '', true"})
    void isThePersonOfTheSameAccount(String token, String account, boolean same) {
        Person person = new Person("ann", Set.of(), null, null, null, null, account);

        assertThat(new Door.Caller("ann", token, null).is(person)).isEqualTo(same);
    }
}
