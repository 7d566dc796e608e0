package io.backstitch.stack.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.StackFolders;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dead application is started again, not at once, not for ever, and not when it was stopped on purpose. */
class KeeperTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final MovedClock clock = new MovedClock();
    private final PlayedApplication application = new PlayedApplication();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @SuppressWarnings("NullAway.Init")
    private KeptRestarts note;

    @SuppressWarnings("NullAway.Init")
    private Keeper keeper;

    @BeforeEach
    void begin() {
        note = new KeptRestarts(new StackFolders(folder, folder, folder), Part.APPLICATION);
        keeper = new Keeper(application, note, clock, new PrintStream(said, true, UTF_8));
    }

    @Test
    void startsADeadApplicationAgainAfterAPause() {
        application.dies();

        keeper.look();
        assertThat(application.starts).isEmpty();
        pass(Duration.ofSeconds(1));

        assertThat(application.starts).hasSize(1);
        assertThat(note.read().times()).hasSize(1);
        assertThat(log()).contains("The application has died (java.lang.OutOfMemoryError)", "runs again");
    }

    @Test
    void leavesOneAloneThatRunsOrWasStopped() {
        pass(Duration.ofHours(1));

        assertThat(application.starts).isEmpty();
        assertThat(note.read()).isEqualTo(Restarts.NONE);
    }

    @Test
    void leavesOneAloneThatIsStoppedDuringThePause() {
        application.dies();
        keeper.look();
        application.dead = false;
        pass(Duration.ofMinutes(1));

        assertThat(application.starts).isEmpty();
    }

    @Test
    void waitsWhileAnotherCommandIsAtWork() {
        application.busy = true;
        application.dies();
        pass(Duration.ofSeconds(30));
        assertThat(note.read()).isEqualTo(Restarts.NONE);

        application.busy = false;
        pass(Duration.ofSeconds(30));
        assertThat(application.starts).hasSize(1);
    }

    @Test
    void waitsLongerEachTimeAndGivesUpLoudly() {
        application.diesAtOnce = true;
        application.dies();
        pass(Duration.ofMinutes(5));

        assertThat(application.pauses()).containsExactly(2L, 4L, 8L, 16L);
        assertThat(note.read().times()).hasSize(Restarts.MOST);
        assertThat(note.read().stayedDown())
                .contains("it died again after 5 starts within 10 minutes", "java.lang.OutOfMemoryError");
        assertThat(log()).containsOnlyOnce("THE APPLICATION STAYS DOWN");

        pass(Duration.ofHours(2));
        assertThat(application.starts).hasSize(Restarts.MOST);
    }

    @Test
    void countsAStartThatFails() {
        application.cannotStart = true;
        application.dies();
        pass(Duration.ofMinutes(5));

        assertThat(note.read().times()).hasSize(Restarts.MOST);
        assertThat(note.read().stayedDown()).isNotNull();
        assertThat(log()).contains("The application did not start: It is broken.");
    }

    @Test
    void keepsOneThatDiesNowAndThen() {
        for (int day = 0; day < 10; day++) {
            application.dies();
            pass(Duration.ofSeconds(5));
            clock.move(Duration.ofHours(24));
        }

        assertThat(application.starts).hasSize(10);
        assertThat(note.read().stayedDown()).isNull();
    }

    @Test
    void beginsAnewWhenSomebodyHasAskedForIt() {
        application.diesAtOnce = true;
        application.dies();
        pass(Duration.ofMinutes(5));
        note.forget();
        pass(Duration.ofSeconds(2));

        assertThat(application.starts).hasSizeGreaterThan(Restarts.MOST);
    }

    /** Second by second. */
    private void pass(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            keeper.look();
            clock.move(Duration.ofSeconds(1));
        }
        keeper.look();
    }

    private String log() {
        return said.toString(UTF_8);
    }

    private final class PlayedApplication implements Keeper.Kept {

        private final List<Instant> starts = new ArrayList<>();
        private boolean dead;
        private boolean diesAtOnce;
        private boolean cannotStart;
        private boolean busy;

        void dies() {
            dead = true;
        }

        List<Long> pauses() {
            List<Long> pauses = new ArrayList<>();
            for (int i = 1; i < starts.size(); i++) {
                pauses.add(Duration.between(starts.get(i - 1), starts.get(i)).toSeconds() - 1);
            }
            return pauses;
        }

        @Override
        public boolean isDead() {
            return dead;
        }

        @Override
        public boolean startIfDead() {
            if (busy) {
                return false;
            }
            if (cannotStart) {
                throw new StackFailure("It is broken.", "Mend it.");
            }
            starts.add(clock.instant());
            dead = diesAtOnce;
            return true;
        }

        @Override
        public String lastWords() {
            return "java.lang.OutOfMemoryError";
        }
    }

    private static final class MovedClock extends Clock {

        private Instant now = Instant.parse("2026-11-30T10:00:00Z");

        void move(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
