package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.Fault;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The ways in which partners misbehave. Each meets a few calls only: a run has three attempts for a step, and a torture in which all
 * runs wait for a person proves little.
 */
final class Troubles {
    /** What comes late takes effect late; the application may ask a partner what happened when no call can be under way. */
    private static final int LATEST_EFFECT_MILLIS = 2_500;

    private static final int LONGER_THAN_ANY_CLIENT_WAITS = 11;

    private Troubles() {}

    static Trouble next(RandomGenerator random) {
        Named payments = payments(random, random.nextInt(2, 6));
        Named mail = mail(random, random.nextInt(1, 4));
        Duration lasts = Duration.ofMillis(random.nextInt(3_000, 8_000));
        Named objects = objects(random, random.nextInt(1, 4));
        return new Trouble(
                "payments %s, mail %s, objects %s".formatted(payments.what(), mail.what(), objects.what()),
                payments.faults(),
                mail.faults(),
                objects.faults(),
                lasts);
    }

    private static Named payments(RandomGenerator random, int times) {
        return switch (random.nextInt(10)) {
            case 0 -> new Named("cut before the effect", Fault.cutBeforeEffect().times(times));
            case 1, 2 ->
                new Named("cut after the effect", Fault.cutAfterEffect().times(times));
            case 3 -> {
                int status = random.nextBoolean() ? 500 : 503;
                yield new Named("answer " + status, Fault.status(status).times(times));
            }
            case 4 -> {
                int seconds = random.nextInt(1, 4);
                yield new Named(
                        "answer 429, again in " + seconds + " s",
                        Fault.status(429, seconds).times(times));
            }
            case 5 -> new Named("late", Fault.delay(late(random)).times(times));
            case 6 ->
                new Named(
                        "late, then cut after the effect",
                        Fault.delay(late(random)).times(times),
                        Fault.cutAfterEffect().times(times));
            case 7 ->
                new Named(
                        "slow to answer",
                        Fault.latency(Duration.ofMillis(random.nextInt(500, 6_000)))
                                .times(times));
            case 8 ->
                new Named(
                        "answer when nobody listens any more",
                        Fault.latency(Duration.ofSeconds(LONGER_THAN_ANY_CLIENT_WAITS))
                                .times(1));
            default -> new Named("well");
        };
    }

    private static Duration late(RandomGenerator random) {
        return Duration.ofMillis(random.nextInt(200, LATEST_EFFECT_MILLIS));
    }

    private static Named mail(RandomGenerator random, int times) {
        return switch (random.nextInt(6)) {
            case 0 -> new Named("cut before the effect", Fault.cutBeforeEffect().times(times));
            case 1 -> new Named("cut after the effect", Fault.cutAfterEffect().times(times));
            case 2 -> new Named("answers 451", Fault.status(451).times(times));
            default -> new Named("well");
        };
    }

    /** This partner recognises keys, and its effects never come late. */
    private static Named objects(RandomGenerator random, int times) {
        return switch (random.nextInt(6)) {
            case 0 -> new Named("cut before the effect", Fault.cutBeforeEffect().times(times));
            case 1, 2 ->
                new Named("cut after the effect", Fault.cutAfterEffect().times(times));
            case 3 -> new Named("answer 503", Fault.status(503).times(times));
            default -> new Named("well");
        };
    }

    /** Faults in words. */
    private record Named(String what, List<Fault> faults) {
        Named(String what, Fault... faults) {
            this(what, List.of(faults));
        }
    }
}
