package io.backstitch.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "Zürich", "\uD83D\uDE00", "a\uD83D\uDE00b"})
    void keepsTexts(String text) {
        assertThat(Storable.fault(text)).isNull();
    }

    @Test
    void refusesWhatTheDatabaseCannotKeep() {
        assertThat(Storable.fault("a\0b")).contains("U+0000");
        assertThat(Storable.fault("a\uD83D")).contains("half a character");
        assertThat(Storable.fault("\uD83Da")).contains("half a character");
        assertThat(Storable.fault("\uDE00")).contains("half a character");
        assertThat(Storable.fault("\uDE00\uD83D")).contains("half a character");
    }

    @Test
    void refusesTimesThatAreNotOfOurCalendar() {
        assertThat(Storable.fault(Instant.parse("2026-11-30T00:00:00Z"))).isNull();
        assertThat(Storable.fault(Instant.MAX)).contains("from 1 to 9999");
        assertThat(Storable.fault(Instant.MIN)).contains("from 1 to 9999");
        assertThat(Storable.fault(LocalDate.MAX)).contains("from 1 to 9999");
        assertThat(Storable.fault(LocalDate.of(9999, 12, 31))).isNull();
    }
}
