package io.backstitch.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code backstitch token} prints a token of a demo user, and nothing beside it that a shell would take for a part of it. */
class TokenCommandTest {

    private static final String TOKENS = "POST /realms/backstitch/protocol/openid-connect/token";

    private final OperatorCommands backstitch = new OperatorCommands();

    TokenCommandTest() throws IOException {}

    @BeforeEach
    void theEmbeddedStackIsMeant() {
        backstitch.environment.clear();
    }

    @AfterEach
    void close() {
        backstitch.close();
    }

    @Test
    void printsTheTokenAloneAndSaysBesideHowLongItIsGood() {
        backstitch.application.answers(TOKENS, 200, "{\"access_token\": \"ey.of.employee\", \"expires_in\": 900}");

        assertThat(backstitch.run("token", "employee")).isZero();

        assertThat(backstitch.out().lines()).containsExactly("ey.of.employee");
        assertThat(backstitch.err()).contains("employee, good for 15 minutes").doesNotContain("ey.of");
    }

    @Test
    void asksForTheUserAsItIsWritten() {
        backstitch.application.answers(TOKENS, 200, "{\"access_token\": \"t\", \"expires_in\": 900}");

        backstitch.run("token", "a&client_id=admin");

        assertThat(backstitch.application.asked.getLast().body()).contains("username=a%26client_id%3Dadmin&password");
    }

    @Test
    void saysWhoIsThereWhenNobodyHasThisName() {
        backstitch.application.answers(
                TOKENS, 401, "{\"error\": \"invalid_grant\", \"error_description\": \"Invalid user credentials\"}");

        assertThat(backstitch.run("token", "nobody")).isEqualTo(1);

        assertThat(backstitch.out()).isEmpty();
        assertThat(backstitch.err())
                .contains(
                        "does not log in the demo user 'nobody'", "Demo users are requester, reviewer, lead, employee")
                .doesNotContain("service-account", "Exception");
    }

    @Test
    void hasNoneForAnotherApplication() {
        backstitch.environment.put("BACKSTITCH_URL", "https://backstitch.example.org");

        assertThat(backstitch.run("token", "employee")).isEqualTo(1);

        assertThat(backstitch.err()).contains("https://backstitch.example.org", "Ask the realm of that application");
        assertThat(backstitch.application.asked).isEmpty();
    }
}
