package io.backstitch.stack.keeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.Ports;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.artifact.Artifacts;
import io.backstitch.stack.component.Purpose;
import io.backstitch.stack.component.Site;
import io.backstitch.stack.lifecycle.PartState;
import io.backstitch.stack.lifecycle.Progress;
import io.backstitch.stack.lifecycle.Stack;
import io.backstitch.stack.process.Run;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real process, the smallest there is: one that is killed is started again, one that is stopped is not. */
class KeptPartTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path state;

    @SuppressWarnings("NullAway.Init")
    private Stack stack;

    @SuppressWarnings("NullAway.Init")
    private KeptPart kept;

    @BeforeEach
    void start() {
        StackFolders folders =
                StackFolders.of(StackFolders.findRoot(Path.of(""))).withState(state);
        stack = new Stack(new Site(folders, Ports.free(), new Artifacts(), Purpose.TESTS), Progress.unheard());
        stack.start(Set.of(Part.SANDBOX));
        kept = new KeptPart(folders, stack, Part.SANDBOX, work -> {
            work.run();
            return true;
        });
    }

    @AfterEach
    void stop() {
        stack.stop(Set.of(Part.SANDBOX));
    }

    @Test
    void oneThatIsKilledIsStartedAgain() {
        Run first = stack.aliveRun(Part.SANDBOX).orElseThrow();
        assertThat(kept.isDead()).isFalse();

        first.process().orElseThrow().destroyForcibly();
        await().until(kept::isDead);
        assertThat(kept.startIfDead()).isTrue();

        assertThat(stack.state(Part.SANDBOX).state()).isEqualTo(PartState.State.READY);
        assertThat(stack.aliveRun(Part.SANDBOX).orElseThrow().pid()).isNotEqualTo(first.pid());
        assertThat(kept.isDead()).isFalse();
    }

    @Test
    void oneThatIsStoppedStaysStopped() {
        stack.stop(Set.of(Part.SANDBOX));

        assertThat(kept.isDead()).isFalse();
        kept.startIfDead();
        assertThat(stack.state(Part.SANDBOX).state()).isEqualTo(PartState.State.STOPPED);
    }
}
