package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.PartsOnDatabase;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What was seen is compared with what would be shown now, also while a new version is rolled out. */
@NeedsStack(Part.POSTGRES)
class ShownSnapshotsTest {

    @EnableAutoConfiguration
    @Import(ShownSnapshots.class)
    static class Snapshots {}

    private final ConfigurableApplicationContext application;
    private final ShownSnapshots snapshots;

    ShownSnapshotsTest(RunningStack stack) {
        application = PartsOnDatabase.forAllTests(stack, Snapshots.class);
        snapshots = application.getBean(ShownSnapshots.class);
    }

    @Test
    void anotherDeadlineIsNotWhatWasSeen() {
        String seen = snapshots.keep("expense.approve", shown("Taxi", "3 December"));

        assertThat(snapshots.isAsSeen(seen, shown("Taxi", "3 December"))).isTrue();
        assertThat(snapshots.isAsSeen(seen, shown("Taxi", "4 December"))).isFalse();
        assertThat(snapshots.isAsSeen(seen, shown("Taxi", null))).isFalse();
    }

    /** The instance of the version before that opened the task kept none. */
    @Test
    void oneThatWasNotKeptIsNoChange() {
        String seen = snapshots.keep("expense.approve", shown("Taxi", null));

        assertThat(snapshots.isAsSeen(seen, shown("Taxi", "3 December"))).isTrue();
        assertThat(snapshots.isAsSeen(seen, shown("Plane", "3 December"))).isFalse();
    }

    private static ObjectNode shown(String subject, @Nullable String deadline) {
        return new Shown()
                .with("subject", StringNode.valueOf(subject))
                .with(Shown.DEADLINE, deadline == null ? null : StringNode.valueOf(deadline))
                .object();
    }
}
