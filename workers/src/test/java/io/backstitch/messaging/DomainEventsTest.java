package io.backstitch.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.Patience;
import io.backstitch.stack.junit.RunningStack;
import io.cloudevents.CloudEvent;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events leave with their transaction or not at all, whatever Kafka does. */
@NeedsStack(
        value = {Part.POSTGRES, Part.KAFKA},
        own = true)
class DomainEventsTest {

    private static final Instant TIME = Instant.parse("2026-11-21T10:15:30Z");

    record Ended(String outcome, int number) {}

    private final String subject = "onboarding/" + UUID.randomUUID();
    private final RunningStack stack;
    private MessagingOnStack messaging;

    DomainEventsTest(RunningStack stack) {
        this.stack = stack;
        this.messaging = start();
    }

    @AfterEach
    void close() {
        messaging.close();
        stack.start(Part.KAFKA);
    }

    @Test
    void aCommittedEventArrivesAsACloudEvent() {
        messaging.inTransaction(events -> events.publish(event(1)));

        try (EventReader reader = new EventReader(stack, "backstitch.events", subject)) {
            CloudEvent event = reader.read(1).getFirst();
            assertThat(event.getId()).isNotBlank();
            assertThat(event.getSource()).isEqualTo(URI.create("/backstitch"));
            assertThat(event.getType()).isEqualTo("io.backstitch.run.ended");
            assertThat(event.getSubject()).isEqualTo(subject);
            assertThat(event.getTime()).isEqualTo(TIME.atOffset(ZoneOffset.UTC));
            assertThat(EventReader.data(event)).isEqualTo("{\"outcome\":\"ONBOARDED\",\"number\":1}");
            assertThat(reader.contentType()).isEqualTo("application/cloudevents+json; charset=UTF-8");
        }
        await().until(() -> messaging.eventsThatWait(subject) == 0);
    }

    @Test
    void aRolledBackTransactionPublishesNothing() {
        assertThatThrownBy(() -> messaging.inTransaction(events -> {
                    events.publish(event(1));
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        messaging.inTransaction(events -> events.publish(event(2)));

        assertThat(arrived(1)).containsExactly(2);
        await().until(() -> messaging.eventsThatWait(subject) == 0);
    }

    @Test
    void anEventWithoutATransactionIsRefused() {
        DomainEvents events = messaging.get(DomainEvents.class);

        assertThatThrownBy(() -> events.publish(event(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside of a transaction");
    }

    @Test
    void eventsOfATimeWithoutKafkaArriveWhenItIsBack() {
        messaging.inTransaction(events -> events.publish(event(0)));
        assertThat(arrived(1)).containsExactly(0);
        stack.kill(Part.KAFKA);

        long begin = System.nanoTime();
        for (int number = 1; number <= 50; number++) {
            publishOrRollBack(number);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("50 times as long as a sender waits for Kafka would be much more")
                .isLessThan(Patience.OF_TESTS);
        assertThat(messaging.eventsThatWait(subject)).isEqualTo(40);
        stack.start(Part.KAFKA);

        await().until(() -> messaging.eventsThatWait(subject) == 0);
        assertThat(arrived(41))
                .hasSameElementsAs(IntStream.rangeClosed(0, 50)
                        .filter(number -> number == 0 || number % 5 != 0)
                        .boxed()
                        .toList());
    }

    @Test
    void anEventOfAnApplicationThatDiedIsSentByTheNext() {
        stack.kill(Part.KAFKA);
        messaging.inTransaction(events -> events.publish(event(1)));
        messaging.close();
        messaging = start();
        assertThat(messaging.eventsThatWait(subject)).isEqualTo(1);

        stack.start(Part.KAFKA);

        await().until(() -> messaging.eventsThatWait(subject) == 0);
        assertThat(arrived(1)).containsOnly(1);
    }

    private MessagingOnStack start() {
        return new MessagingOnStack(stack, Map.of(), new RecordedIncidents());
    }

    private void publishOrRollBack(int number) {
        try {
            messaging.inTransaction(events -> {
                events.publish(event(number));
                if (number % 5 == 0) {
                    throw new IllegalStateException("rolled back");
                }
            });
        } catch (IllegalStateException rolledBack) {
            assertThat(rolledBack).hasMessage("rolled back");
        }
    }

    private DomainEvent event(int number) {
        return new DomainEvent(DomainEvent.RUN_ENDED, subject, TIME, new Ended("ONBOARDED", number));
    }

    private List<Integer> arrived(int atLeast) {
        try (EventReader reader = new EventReader(stack, "backstitch.events", subject)) {
            return reader.read(atLeast).stream()
                    .map(EventReader::data)
                    .map(data -> Objects.requireNonNull(data).replaceAll("\\D", ""))
                    .map(Integer::valueOf)
                    .toList();
        }
    }
}
