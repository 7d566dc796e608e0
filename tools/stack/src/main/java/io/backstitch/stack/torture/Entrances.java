package io.backstitch.stack.torture;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** All doors of the application, of each of its instances. */
final class Entrances implements AutoCloseable {
    private static final Duration BEFORE_REPEAT = Duration.ofMillis(700);

    private final Doors doors;
    private final @Nullable Webhooks webhooks;
    private final @Nullable Topic topic;

    private Entrances(Doors doors, @Nullable Webhooks webhooks, @Nullable Topic topic) {
        this.doors = doors;
        this.webhooks = webhooks;
        this.topic = topic;
    }

    static Entrances all(Doors doors, Webhooks webhooks, Topic topic) {
        return new Entrances(doors, webhooks, topic);
    }

    /** Where nothing but the API is open: all goes in there. */
    static Entrances apiOf(Doors doors) {
        return new Entrances(doors, null, null);
    }

    Doors doors() {
        return doors;
    }

    /** Sends it once. */
    Answer send(Incoming event) throws InterruptedException {
        if (event.entrance() == Entrance.WEBHOOK && webhooks != null) {
            return webhooks.send(event, doors);
        }
        if (event.entrance() == Entrance.TOPIC && topic != null) {
            return topic.send(event);
        }
        return doors.start(event.kind().path(), event.key(), event.body());
    }

    /** Sends it until somebody has answered. */
    Answer.Final insist(Incoming event) throws InterruptedException {
        while (true) {
            if (send(event) instanceof Answer.Final answer) {
                return answer;
            }
            Thread.sleep(BEFORE_REPEAT);
        }
    }

    @Override
    public void close() {
        if (topic != null) {
            topic.close();
        }
    }
}
