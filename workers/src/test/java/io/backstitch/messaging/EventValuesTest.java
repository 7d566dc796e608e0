package io.backstitch.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.value.Drawn;
import io.backstitch.value.Line;
import io.backstitch.value.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Whatever people write, our events say it: from the transaction over the outbox and Kafka to a consumer. */
@NeedsStack({Part.POSTGRES, Part.KAFKA})
class EventValuesTest {

    private static final int DRAWN = 150;
    private static final Instant TIME = Instant.parse("2026-11-21T10:15:30.123456Z");

    record Told(String text, long number) {}

    private final Drawn drawn = new Drawn();
    private final String subject = "values/" + UUID.randomUUID();
    private final RunningStack stack;

    EventValuesTest(RunningStack stack) {
        this.stack = stack;
    }

    @Test
    void aConsumerReadsWhatWasWritten() {
        List<String> texts = new ArrayList<>(drawn.names(Line::of, DRAWN));
        texts.addAll(drawn.texts(Reason::of, DRAWN));
        long number = 999_999_999_999_999L;
        try (MessagingOnStack messaging = new MessagingOnStack(stack, Map.of(), new RecordedIncidents());
                EventReader reader = new EventReader(stack, "backstitch.events", subject)) {
            messaging.inTransaction(events -> events.publish(texts.stream()
                    .map(text -> new DomainEvent("io.backstitch.test", subject, TIME, new Told(text, number)))
                    .toList()));

            assertThat(reader.read(texts.size()))
                    .as("seed %d", drawn.seed())
                    .extracting(event -> JsonMapper.shared().readValue(EventReader.data(event), Told.class))
                    .containsExactlyInAnyOrderElementsOf(
                            texts.stream().map(text -> new Told(text, number)).toList());
        }
    }
}
