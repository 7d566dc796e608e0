package io.backstitch.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.logs.CapturedLog;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What comes in through a topic is stored once and in order, whatever dies; poison goes aside, and tells nobody what was in it. */
@NeedsStack(
        value = {Part.POSTGRES, Part.KAFKA},
        own = true)
@ExtendWith(CapturedLog.Extension.class)
class TopicDoorTest {

    private static final String TYPE = "site.moved";
    /** Stands in what is refused: neither reasons nor the log may have it. */
    private static final String PRIVATE = "Confidential";

    private final SiteMoved sites = new SiteMoved();
    private final String topic = "test." + UUID.randomUUID();
    private final String source = "/sites/" + UUID.randomUUID();
    private final RunningStack stack;
    private final Sender sender;
    private TopicsOnStack application;

    TopicDoorTest(RunningStack stack) {
        this.stack = stack;
        this.sender = new Sender(stack, topic, source);
        this.application = start();
    }

    @AfterEach
    void close() {
        stack.start(Part.POSTGRES, Part.KAFKA);
        application.forget(source);
        application.close();
        sender.close();
    }

    @Test
    void bothModesOfCloudEventsComeIn() {
        sender.structured("1", TYPE, move(1));
        sender.binary("2", TYPE, move(2));

        await().until(() -> counted("accepted") == 2);
        assertThat(application.started(source)).containsExactly(1);
        assertThat(application.following(source)).containsExactly(2);
    }

    @Test
    void anEventThatComesAgainIsTheSameAlsoAfterACrashBeforeItsOffsetWasCommitted() {
        sender.structured("1", TYPE, move(1));
        sender.structured("1", TYPE, move(1));
        sender.structured("2", TYPE, move(2));
        await().until(() -> sender.committed(group()) == 3);
        assertThat(counted("duplicate")).isOne();

        application.close();
        sender.forgetCommits(group());
        application = start();

        await().until(() -> sender.committed(group()) == 3);
        assertThat(counted("duplicate")).isEqualTo(3);
        assertThat(application.started(source)).containsExactly(1);
        assertThat(application.following(source)).containsExactly(2);
    }

    @Test
    void whatDoesNotDeclareThatItComesInByTopicsGoesAside() {
        sender.structured("1", "guest.requested", "{\"name\": \"Ada\"}");
        sender.structured("2", TYPE, move(2));

        await().until(() -> counted("accepted") == 1);
        ConsumerRecord<String, String> dead = sender.dead(1).getFirst();
        assertThat(Sender.header(dead, "backstitch-reason")).isEqualTo("unknown-type");
        assertThat(Sender.header(dead, "backstitch-detail"))
                .isEqualTo("Its type is none of those that come in by topics: person.requested, site.moved");
    }

    @Test
    void poisonGoesAsideWithItsReasonAndTheOthersPass(CapturedLog log) {
        sender.structured("1", TYPE, move(1));
        sender.structured("1", TYPE, move(9));
        sender.structured("3", "site." + PRIVATE, move(3));
        sender.structured("4", TYPE, "{\"site\": \"%s\", \"version\": -4}".formatted(PRIVATE));
        sender.structured("5", TYPE, "{\"site\": \"%s\", \"version\": \"x\"}".formatted(PRIVATE));
        sender.structured("6", TYPE, "[\"%s\"]".formatted(PRIVATE));
        sender.structured("7", TYPE, "{\"site\": \"%s\", \"version\": 7}".formatted("x".repeat(256)));
        sender.send(PRIVATE, Map.of());
        sender.send(
                "{\"specversion\": \"1.0\", \"id\": \"" + PRIVATE,
                Map.of("content-type", "application/cloudevents+json"));
        sender.binary(PRIVATE.repeat(30), TYPE, move(10));
        sender.structured("2", TYPE, move(2));

        await().until(() -> counted("accepted") == 2);
        assertThat(application.following(source)).containsExactly(2);
        List<ConsumerRecord<String, String>> dead = sender.dead(9);
        assertThat(dead)
                .extracting(it -> Sender.header(it, "backstitch-reason"))
                .containsExactly(
                        "conflict",
                        "unknown-type",
                        "malformed",
                        "malformed",
                        "malformed",
                        "malformed",
                        "malformed",
                        "malformed",
                        "malformed");
        assertThat(dead)
                .extracting(it -> Sender.header(it, "backstitch-detail"))
                .noneMatch(detail -> detail.contains(PRIVATE))
                .anyMatch(detail -> detail.contains("version must be greater than 0"))
                .anyMatch(detail -> detail.contains("version must be a whole number"));
        assertThat(dead.get(6).value()).isEqualTo(PRIVATE);
        assertThat(Sender.header(dead.get(6), "backstitch-offset")).isEqualTo("7");
        assertThat(counted("malformed")).isEqualTo(7);
        assertThat(log.getAll()).doesNotContain(PRIVATE);
    }

    @Test
    void whatFailsForAReasonThatNobodyHasThoughtOfIsTriedAndThenPutAside() {
        sites.bugs.put(1, 2);
        sender.structured("1", TYPE, move(1));
        await().until(() -> counted("accepted") == 1);
        sites.bugs.put(2, Integer.MAX_VALUE);

        sender.structured("2", TYPE, move(2));
        sender.structured("3", TYPE, move(3));

        await().until(() -> counted("accepted") == 2);
        assertThat(application.following(source)).containsExactly(3);
        assertThat(sender.dead(1))
                .extracting(it -> Sender.header(it, "backstitch-reason"))
                .containsExactly("bug");
    }

    @Test
    void eventsOfOneSubjectKeepTheirOrderWhileTheDatabaseIsAway() {
        sender.structured("1", TYPE, move(1));
        await().until(() -> counted("accepted") == 1);
        stack.kill(Part.POSTGRES);

        sender.structured("2", TYPE, move(2));
        sender.structured("3", TYPE, move(3));
        await().until(() -> counted("failed") >= 2);
        sender.structured("4", TYPE, move(4));
        assertThat(sender.committed(group())).isLessThan(2);
        stack.start(Part.POSTGRES);

        await().until(() -> counted("accepted") == 4);
        assertThat(application.started(source)).containsExactly(1);
        assertThat(application.following(source)).containsExactly(2, 3, 4);
        assertThat(counted("duplicate")).isZero();
    }

    @Test
    void goesOnWhenKafkaIsBack() {
        sender.structured("1", TYPE, move(1));
        await().until(() -> counted("accepted") == 1);
        stack.kill(Part.KAFKA);
        stack.start(Part.KAFKA);

        sender.structured("2", TYPE, move(2));
        sender.structured("3", TYPE, "{}");

        assertThat(sender.dead(1)).hasSize(1);
        assertThat(application.following(source)).containsExactly(2);
    }

    @Test
    void aStormThatHasWaitedIsTakenInOrderWithAllThatIsWrongInIt() {
        application.close();
        sites.bugs.put(70, Integer.MAX_VALUE);
        for (int version = 1; version <= 100; version++) {
            sender.structured(String.valueOf(version), version == 50 ? "site.unknown" : TYPE, move(version));
            sender.structured(String.valueOf(version), TYPE, move(version == 60 ? 1000 : version));
        }

        application = start();

        await().until(() -> sender.committed(group()) == 200);
        assertThat(application.started(source)).containsExactly(1);
        List<Integer> others = IntStream.rangeClosed(2, 100)
                .filter(version -> version != 70)
                .boxed()
                .toList();
        assertThat(application.following(source)).isEqualTo(others);
        assertThat(sender.dead(4))
                .extracting(it -> Sender.header(it, "backstitch-reason"))
                .containsExactly("unknown-type", "conflict", "bug", "bug");
        assertThat(counted("accepted")).isEqualTo(99);
        // Those that were stored before what is wrong, in a poll that was told to come again, are known then.
        assertThat(counted("duplicate")).isGreaterThanOrEqualTo(97);
    }

    private TopicsOnStack start() {
        return new TopicsOnStack(stack, topic, sites);
    }

    private String group() {
        return TopicsOnStack.group(topic) + "-triggers";
    }

    private double counted(String outcome) {
        return application.counted(topic, outcome);
    }

    private String move(int version) {
        return "{\"site\": \"%s\", \"version\": %d}".formatted(source, version);
    }
}
