package io.backstitch.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.value.Drawn;
import io.backstitch.value.Name;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Whatever people write, it comes in through a topic whole, or goes aside with its field. */
@NeedsStack({Part.POSTGRES, Part.KAFKA})
class TopicValuesTest {

    private static final String TYPE = "person.requested";
    private static final int DRAWN = 150;

    private final Drawn drawn = new Drawn();
    private final String topic = "test." + UUID.randomUUID();
    private final String source = "/people/" + UUID.randomUUID();
    private final RunningStack stack;

    TopicValuesTest(RunningStack stack) {
        this.stack = stack;
    }

    @Test
    void aNameIsKeptWholeInBothModes() {
        List<String> names = drawn.names(Name::of, DRAWN);
        try (Sender sender = new Sender(stack, topic, source);
                TopicsOnStack application = new TopicsOnStack(stack, topic, new SiteMoved())) {
            for (int i = 0; i < names.size(); i++) {
                if (i % 2 == 0) {
                    sender.structured("name-" + i, TYPE, named(names.get(i)));
                } else {
                    sender.binary("name-" + i, TYPE, named(names.get(i)));
                }
            }

            await().until(() -> application.counted(topic, "accepted") == names.size());
            assertThat(application.texts(source, "name"))
                    .as("seed %d", drawn.seed())
                    .containsExactlyInAnyOrderElementsOf(names);
            application.forget(source);
        }
    }

    @Test
    void aNameThatIsNoneGoesAsideWithItsField() {
        List<String> bad =
                List.of("", " ", "a\u0000", "a\u202Eb", "\u200B", "half \uD83D", "x".repeat(101), "two\nlines");
        try (Sender sender = new Sender(stack, topic, source);
                TopicsOnStack application = new TopicsOnStack(stack, topic, new SiteMoved())) {
            for (int i = 0; i < bad.size(); i++) {
                sender.structured("bad-" + i, TYPE, named(bad.get(i)));
                sender.binary("bad-binary-" + i, TYPE, named(bad.get(i)));
            }

            List<ConsumerRecord<String, String>> dead = sender.dead(2 * bad.size());
            assertThat(dead)
                    .extracting(it -> Sender.header(it, "backstitch-reason"))
                    .containsOnly("malformed");
            assertThat(dead)
                    .extracting(it -> Sender.header(it, "backstitch-detail"))
                    .allMatch(detail -> detail.contains("name "));
            assertThat(application.texts(source, "name")).isEmpty();
        }
    }

    /** Of half of the numbers of a structured event a library would make others before we see them. */
    @Test
    void noNumberIsRoundedInEitherMode() {
        List<String> bad = List.of("4900.000000000000000001", "49.99", "1e400", "\"4900\"");
        try (Sender sender = new Sender(stack, topic, source);
                TopicsOnStack application = new TopicsOnStack(stack, topic, new SiteMoved())) {
            for (int i = 0; i < bad.size(); i++) {
                String person = "{\"name\": \"Ada\", \"amount\": %s}".formatted(bad.get(i));
                sender.structured("number-" + i, TYPE, person);
                sender.binary("number-binary-" + i, TYPE, person);
            }

            assertThat(sender.dead(2 * bad.size()))
                    .extracting(it -> Sender.header(it, "backstitch-detail"))
                    .hasSize(2 * bad.size())
                    .allMatch(detail -> detail.contains("amount "));
            assertThat(application.texts(source, "name")).isEmpty();
        }
    }

    /** With escapes where JSON in UTF-8 could not say it. */
    private static String named(String name) {
        StringBuilder escaped = new StringBuilder();
        JsonMapper.shared().writeValueAsString(Map.of("name", name)).chars().forEach(it -> {
            if (Character.isSurrogate((char) it)) {
                escaped.append("\\u%04x".formatted(it));
            } else {
                escaped.append((char) it);
            }
        });
        return escaped.toString();
    }
}
