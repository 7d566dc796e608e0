package io.backstitch.topics;

import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * How fast the door takes what has gathered in one partition of a topic, each event the begin of a run, in a transaction of its own and with all of
 * a poll in one. Not a test by its name: run by {@code -Dtest=TopicBenchmark}; {@code -Devents=} sets how many.
 */
@NeedsStack(
        value = {Part.POSTGRES, Part.KAFKA},
        measures = true)
class TopicBenchmark {

    private static final int EVENTS = Integer.getInteger("events", 2000);
    private static final int ROUNDS = 2;

    private final RunningStack stack;

    TopicBenchmark(RunningStack stack) {
        this.stack = stack;
    }

    @Test
    void takesWhatHasGathered() {
        take("(warm-up)", 500);
        for (int round = 0; round < ROUNDS; round++) {
            take("one by one", 1);
            take("a poll", 500);
        }
    }

    private void take(String what, int together) {
        String topic = "bench." + UUID.randomUUID();
        String source = "/bench/" + UUID.randomUUID();
        String group = TopicsOnStack.group(topic) + "-triggers";
        try (Sender sender = new Sender(stack, topic, source)) {
            for (int event = 0; event < EVENTS; event++) {
                sender.structured(
                        String.valueOf(event),
                        "site.moved",
                        "{\"site\": \"%s-%d\", \"version\": 1}".formatted(source, event));
            }
            try (TopicsOnStack application = new TopicsOnStack(
                    stack, topic, new SiteMoved(), Map.of("spring.kafka.consumer.max-poll-records", together + ""))) {
                await().atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> application.counted(topic, "accepted") > 0);
                double had = application.counted(topic, "accepted");
                long begin = System.nanoTime();
                await().atMost(Duration.ofMinutes(5))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> application.counted(topic, "accepted") == EVENTS);
                System.out.printf(
                        "%-12s %,.0f events a second%n", what, (EVENTS - had) / ((System.nanoTime() - begin) / 1e9));
                await().until(() -> sender.committed(group) == EVENTS);
                application.forget(source);
            }
        }
    }
}
