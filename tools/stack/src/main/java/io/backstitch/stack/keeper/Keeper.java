package io.backstitch.stack.keeper;

import io.backstitch.stack.StackFailure;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Starts the application again when it has died by itself, after a pause that grows, and gives up, loudly, when it goes on dying. One that was
 * stopped on purpose stays stopped. It is called again and again by one thread.
 *
 * <p>What it does is in its log, and in {@link KeptRestarts} for {@code backstitch status}.
 */
final class Keeper {

    /** The application of a stack, as the keeper sees it. */
    interface Kept {

        /** Whether it was started, not stopped, and is gone. */
        boolean isDead();

        /**
         * Starts it unless it runs, was stopped meanwhile, or somebody else is at work on the stack; returns when it is ready.
         *
         * @return whether it was started
         * @throws StackFailure when it did not become ready; it counts as dead then
         */
        boolean startIfDead();

        /** The last thing that it said. */
        String lastWords();
    }

    private final Kept kept;
    private final KeptRestarts note;
    private final Clock clock;
    private final PrintStream log;

    private Instant notBefore = Instant.MIN;
    private boolean waits;

    Keeper(Kept kept, KeptRestarts note, Clock clock, PrintStream log) {
        this.kept = kept;
        this.note = note;
        this.clock = clock;
        this.log = log;
    }

    /** Looks once, and does what is due. */
    void look() {
        if (!kept.isDead()) {
            waits = false;
            return;
        }
        Restarts restarts = note.read();
        if (restarts.stayedDown() != null) {
            return;
        }
        Optional<Duration> pause = restarts.pause(clock.instant());
        if (pause.isEmpty()) {
            giveUp(restarts);
        } else if (!waits) {
            waits = true;
            notBefore = clock.instant().plus(pause.get());
            say("The application has died (%s); it is started again in %d s"
                    .formatted(kept.lastWords(), pause.get().toSeconds()));
        } else if (!clock.instant().isBefore(notBefore)) {
            startAgain(restarts);
        }
    }

    private void startAgain(Restarts restarts) {
        try {
            if (kept.startIfDead()) {
                note.write(restarts.and(clock.instant()));
                say("The application runs again");
            }
        } catch (StackFailure e) {
            note.write(restarts.and(clock.instant()));
            say("The application did not start: " + e.getMessage());
        }
        waits = false;
    }

    private void giveUp(Restarts restarts) {
        String why = "it died again after %d starts within %d minutes; its last words: %s"
                .formatted(Restarts.MOST, Restarts.WITHIN.toMinutes(), kept.lastWords());
        note.write(restarts.staysDown(why));
        say("THE APPLICATION STAYS DOWN: " + why);
        say("Mend what ends it (./backstitch logs application), then ./backstitch up");
    }

    private void say(String what) {
        log.println(clock.instant() + " " + what);
    }
}
