package io.backstitch.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which application the commands of operators ask, as whom, and what they say when it cannot be asked. */
class OperatorTest {

    private static final String NOBODY = "http://localhost:1";

    private final OperatorCommands backstitch = new OperatorCommands();

    OperatorTest() throws IOException {}

    @BeforeEach
    void nothingIsInDoubt() {
        backstitch.application.answers("GET /api/effects/in-doubt", 200, "{\"effects\": []}");
    }

    @AfterEach
    void close() {
        backstitch.close();
    }

    @Test
    void theDemosOperatorAsksTheEmbeddedStack() {
        backstitch.environment.clear();
        backstitch.application.answers(
                "POST /realms/backstitch/protocol/openid-connect/token",
                200,
                "{\"access_token\": \"token-of-operator\"}");

        assertThat(backstitch.run("effects")).isZero();
        assertThat(backstitch.application.asked.getLast().token()).isEqualTo("Bearer token-of-operator");
    }

    @Test
    void theOptionComesBeforeTheEnvironment() {
        backstitch.environment.put("BACKSTITCH_URL", NOBODY);

        assertThat(backstitch.run("effects", "--url", backstitch.application.url() + "/"))
                .isZero();
    }

    @Test
    void anApplicationMayHaveAPath() {
        backstitch.application.answers("GET /office/api/effects/in-doubt", 200, "{\"effects\": []}");

        assertThat(backstitch.run("effects", "--url", backstitch.application.url() + "/office"))
                .isZero();
    }

    @Test
    void saysThatNobodyAnswers() {
        assertThat(backstitch.run("effects", "--url", NOBODY)).isEqualTo(1);
        assertThat(backstitch.err())
                .contains("The application does not answer at http://localhost:1.")
                .contains("./backstitch up")
                .doesNotContain("Exception");
    }

    @Test
    void sendsNoDemoTokenElsewhere() {
        backstitch.environment.remove("BACKSTITCH_TOKEN");

        assertThat(backstitch.run("effects")).isEqualTo(1);
        assertThat(backstitch.err())
                .contains("There is no access token for " + backstitch.application.url())
                .contains(
                        "Set BACKSTITCH_TOKEN to one with the roles run-viewer and run-operator; for the audit, auditor;");
        assertThat(backstitch.application.asked).isEmpty();
    }

    @Test
    void saysThatAnAddressIsNone() {
        assertThat(backstitch.run("effects", "--url", "localhost:8080")).isEqualTo(1);
        assertThat(backstitch.err())
                .contains("'localhost:8080' is not the address of an application.")
                .contains("https://");
    }

    @Test
    void doesNotTakeAnythingElseForTheApplication() {
        backstitch.application.answers("GET /api/effects/in-doubt", 200, "<html>Welcome</html>");

        assertThat(backstitch.run("effects")).isEqualTo(1);
        assertThat(backstitch.err()).contains("is not the API of Backstitch");
    }
}
