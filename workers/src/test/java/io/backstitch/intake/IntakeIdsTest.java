package io.backstitch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who sends an event computes the id of its run: docs/topics.md tells how, and it is so for ever. */
class IntakeIdsTest {

    private record Variables() {}

    @Test
    void areWhatSendersCompute() {
        Trigger start = new Trigger("onboarding", Sender.program("kafka//torture"), "order-7", new Variables(), null);
        Trigger change = new Trigger(
                "engagement",
                Sender.program("kafka//torture"),
                "p-1/2",
                new Variables(),
                new Trigger.Subject("p-1", "engagement.changed", true));

        assertThat(IntakeIds.run(start)).isEqualTo("onboarding-24dd5f5016afaaa2f83a");
        assertThat(IntakeIds.run(change)).isEqualTo("engagement-33a9eecafe1fba1f279d");
    }
}
