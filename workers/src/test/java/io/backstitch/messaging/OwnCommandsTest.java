package io.backstitch.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.PartsOnDatabase;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.json.JsonMapper;

/** Nobody passes a command of theirs off as ours. */
@NeedsStack(Part.POSTGRES)
class OwnCommandsTest {

    @EnableAutoConfiguration
    @Import(OwnCommands.class)
    static class Parts {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private final OwnCommands own;

    OwnCommandsTest(RunningStack stack) {
        own = PartsOnDatabase.forAllTests(stack, Parts.class).getBean(OwnCommands.class);
    }

    @Test
    void aNumberCountsOnce() {
        long number = own.number("INCIDENT", 8);

        assertThat(own.isOurs(record("INCIDENT", number), 8)).isTrue();
        assertThat(own.isOurs(record("INCIDENT", number), 8)).isFalse();
    }

    @Test
    void aNumberCountsForWhatItWasGivenFor() {
        long number = own.number("INCIDENT", 8);

        assertThat(own.isOurs(record("INCIDENT", number), 9)).isFalse();
        assertThat(own.isOurs(record("VARIABLE_DOCUMENT", number), 8)).isFalse();
        assertThat(own.isOurs(record("INCIDENT", number + 1), 8)).isFalse();
        assertThat(own.isOurs(record("INCIDENT", 0), 8)).isFalse();
    }

    private static EngineRecord record(String valueType, long operation) {
        return new EngineRecord(
                1,
                7,
                8,
                valueType,
                "RESOLVED",
                Instant.EPOCH,
                null,
                operation,
                JsonMapper.shared().createObjectNode());
    }
}
