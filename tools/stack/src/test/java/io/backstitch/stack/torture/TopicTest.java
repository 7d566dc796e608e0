package io.backstitch.stack.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.torture.Incoming.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who sends an event knows the run that it is of, as docs/topics.md says; the application's own test has the same figures. */
class TopicTest {
    private record Body() {}

    @Test
    void knowsTheRun() {
        assertThat(Topic.runOf(new Incoming(Kind.ONBOARDING, Entrance.TOPIC, "order-7", "", new Body(), List.of())))
                .isEqualTo("onboarding-24dd5f5016afaaa2f83a");
        assertThat(Topic.runOf(new Incoming(Kind.ENGAGEMENT, Entrance.TOPIC, "p-1/2", "p-1", new Body(), List.of())))
                .isEqualTo("engagement-33a9eecafe1fba1f279d");
    }
}
