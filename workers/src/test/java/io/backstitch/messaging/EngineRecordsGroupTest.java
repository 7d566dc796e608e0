package io.backstitch.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who reads for a generation already goes on as they are: else they would begin anew each time that they are asked. */
class EngineRecordsGroupTest {

    @ParameterizedTest
    @CsvSource({
        "backstitch, 0, backstitch",
        "backstitch, 1, backstitch-rebuild-1",
        "backstitch-rebuild-1, 1, backstitch-rebuild-1",
        "backstitch-rebuild-1, 2, backstitch-rebuild-2",
        "backstitch-rebuild-12, 0, backstitch",
        "a-rebuild-of-b-rebuild-9, 10, a-rebuild-of-b-rebuild-10"
    })
    void theGroupOfAGeneration(String now, int generation, String group) {
        assertThat(EngineRecords.group(now, generation)).isEqualTo(group);
        assertThat(EngineRecords.generation(group)).isEqualTo(generation);
    }
}
