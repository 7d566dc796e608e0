package io.backstitch.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code backstitch records} shows how far the engine's records were read, and has them read anew. */
class RecordsCommandTest {

    private static final String READ = """
            {"partitions": [{"partition": 1, "position": 4711, "told": 4711, "toldAt": "2026-11-21T10:15:30.123Z"}]}""";

    private final OperatorCommands backstitch = new OperatorCommands();

    RecordsCommandTest() throws IOException {}

    @AfterEach
    void close() {
        backstitch.close();
    }

    @Test
    void showsHowFarTheRecordsWereRead() {
        backstitch.application.answers("GET /api/records", 200, READ);

        assertThat(backstitch.run("records")).isZero();
        assertThat(backstitch.out())
                .isEqualToNormalizingNewlines("Partition 1 of the engine: read up to 2026-11-21T10:15:30.123Z\n");
    }

    @Test
    void saysThatNothingHasComeYet() {
        backstitch.application.answers("GET /api/records", 200, "{\"partitions\": []}");

        backstitch.run("records");

        assertThat(backstitch.out()).contains("No record of the engine has come yet");
    }

    @Test
    void hasThemReadAnewForAReason() {
        backstitch.application.answers(
                "POST /api/records/rebuild", 200, READ.replace("\"position\": 4711", "\"position\": -1"));

        assertThat(backstitch.run("records", "rebuild", "--reason", "a table was lost"))
                .isZero();
        assertThat(backstitch.application.asked.getLast().body()).isEqualTo("{\"reason\":\"a table was lost\"}");
        assertThat(backstitch.out()).contains("a rebuild is at 0 of 4711", "backstitch records");
    }

    @Test
    void wantsAReason() {
        assertThat(backstitch.run("records", "rebuild")).isEqualTo(2);
        assertThat(backstitch.application.asked).isEmpty();
    }
}
