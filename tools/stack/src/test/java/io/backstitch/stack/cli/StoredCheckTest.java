package io.backstitch.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code backstitch check --against} asks a running application, and says what to do when that cannot be asked. */
class StoredCheckTest {

    private static final String SHAPES = "GET /api/effects/shapes";

    private final OperatorCommands backstitch = new OperatorCommands();

    StoredCheckTest() throws IOException {}

    @AfterEach
    void close() {
        backstitch.close();
    }

    @Test
    void asksTheApplicationThatIsNamedAsTheOtherCommandsDo() {
        backstitch.environment.put("BACKSTITCH_URL", "http://localhost:1");
        backstitch.application.answers(SHAPES, 200, "{\"shapes\": []}");

        backstitch.run("check", "--against", backstitch.application.url() + "/");

        assertThat(backstitch.application.asked).singleElement().satisfies(asked -> {
            assertThat(asked.request()).isEqualTo(SHAPES);
            assertThat(asked.token()).isEqualTo("Bearer token-of-a-person");
        });
    }

    @Test
    void saysWhichTokenIsMissing() {
        backstitch.environment.remove("BACKSTITCH_TOKEN");

        assertThat(against()).isEqualTo(2);
        assertThat(backstitch.err())
                .contains("There is no access token for", "Set BACKSTITCH_TOKEN to one with the roles run-viewer");
        assertThat(backstitch.application.asked).isEmpty();
    }

    @Test
    void saysWhyTheApplicationSaysNo() {
        backstitch.application.refuses(SHAPES, 401, "The token is over");
        assertThat(against()).isEqualTo(2);
        assertThat(backstitch.err())
                .contains("The token is over", "Set BACKSTITCH_TOKEN to an access token that is still valid.");

        backstitch.application.refuses(SHAPES, 403, "The token does not have the role");
        assertThat(against()).isEqualTo(2);
        assertThat(backstitch.err()).contains("needs the role run-viewer");
    }

    @Test
    void anApplicationOfAnEarlierVersionIsAskedInItsDatabase() {
        backstitch.application.refuses(SHAPES, 404, "There is nothing here");

        assertThat(against()).isEqualTo(2);
        assertThat(backstitch.err()).contains("is of a version that does not tell", "--against JDBC-URL");
    }

    @Test
    void saysThatNobodyAnswers() {
        assertThat(backstitch.run("check", "--against", "http://localhost:1")).isEqualTo(2);
        assertThat(backstitch.err())
                .contains("The application does not answer at http://localhost:1.")
                .doesNotContain("Exception");
    }

    @Test
    void saysThatAnAddressIsNone() {
        assertThat(backstitch.run("check", "--against", "localhost:8080")).isEqualTo(2);
        assertThat(backstitch.err())
                .contains("'localhost:8080' is neither the address of an application (https://", "jdbc:postgresql://");
        assertThat(backstitch.run("check", "--against", "https://")).isEqualTo(2);
        assertThat(backstitch.err()).contains("'https://' is not the address of an application.");
    }

    private int against() {
        return backstitch.run("check", "--against", backstitch.application.url().toString());
    }
}
