package io.backstitch.stack.component;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How durable the database is. */
class PostgresTest {

    @ParameterizedTest
    @EnumSource(names = {"USE", "MEASURING"})
    void waitsForTheDiskAsInProduction(Purpose purpose) {
        assertThat(Postgres.settings(purpose)).doesNotContainKeys("fsync", "full_page_writes", "synchronous_commit");
    }

    @Test
    void waitsForNoDiskInTestsButLosesNoCommit() {
        assertThat(Postgres.settings(Purpose.TESTS))
                .containsEntry("fsync", "off")
                .doesNotContainKey("synchronous_commit");
    }
}
