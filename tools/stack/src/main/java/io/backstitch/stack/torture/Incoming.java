package io.backstitch.stack.torture;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What comes in, and how often.
 *
 * @param key tells it from others: the Idempotency-Key, the id of the webhook, or that of the CloudEvent
 * @param subject whose run it is for; empty when each is a run of its own
 * @param body the request, as the process' API has it
 * @param echoes how long after the first attempt the same comes once more, beside it
 */
record Incoming(Kind kind, Entrance entrance, String key, String subject, Record body, List<Duration> echoes) {
    private static final int MOST_ECHOES = 2;
    private static final int SOON_MILLIS = 300;
    private static final int LATE_MILLIS = 20_000;

    /** What may come in, and where. */
    enum Kind {
        ONBOARDING("onboarding", "onboarding.requested", "/api/onboardings", "shop"),
        ENGAGEMENT("engagement", "engagement.changed", "/api/engagements", "planner");

        private final String process;
        private final String type;
        private final String path;
        private final String source;

        Kind(String process, String type, String path, String source) {
            this.process = process;
            this.type = type;
            this.path = path;
            this.source = source;
        }

        String process() {
            return process;
        }

        /** Its name, as a CloudEvent has it. */
        String type() {
            return type;
        }

        /** Of the API. */
        String path() {
            return path;
        }

        /** Of its webhooks; the embedded stack has both. */
        String source() {
            return source;
        }
    }

    Incoming {
        echoes = List.copyOf(echoes);
    }

    /** Half of all come alone; of the others most meet themselves at the door, and some come again when all may be over. */
    static List<Duration> drawnEchoes(RandomGenerator random) {
        int echoes = random.nextBoolean() ? 0 : random.nextInt(1, MOST_ECHOES + 1);
        return Stream.generate(
                        () -> Duration.ofMillis(random.nextInt(random.nextInt(3) == 0 ? LATE_MILLIS : SOON_MILLIS)))
                .limit(echoes)
                .toList();
    }
}
