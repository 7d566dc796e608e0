package io.backstitch.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code backstitch dead-letters} shows what waits for a person, and sends what the person decides. */
class DeadLettersCommandTest {

    private static final String LETTERS = "/api/dead-letters";
    private static final String LETTER = """
            {"id": 17, "state": "OPEN", "kind": "ATTEMPTS_USED_UP", "reason": "org.example.ServerError: 500",
             "run": "onboarding-07c1", "process": "onboarding", "element": "Task_ChargeCard",
             "jobType": "onboarding.charge-card", "key": "onboarding/onboarding-07c1/Task_ChargeCard",
             "openedAt": "2026-11-21T10:15:30.123456Z", "decidedAt": null, "decidedBy": null, "note": null,
             "attempts": [
               {"classified": "HEALS", "error": "org.example.ServerError$Away: 503 of\\nthe partner", "at": "2026-11-21T10:15:28.5Z"},
               {"classified": "HEALS", "error": "org.example.ServerError: 500", "at": "2026-11-21T10:15:30Z"}]}""";
    private static final String OF_THE_MODEL = """
            {"id": 18, "state": "RESOLVED", "kind": "INCIDENT", "reason": "no variable 'x'\\nin the expression",
             "run": null, "process": "workspace", "element": "Gateway_Purpose", "jobType": null, "key": null,
             "openedAt": "2026-11-21T10:15:30Z", "decidedAt": "2026-11-21T11:15:30.5Z", "decidedBy": null, "note": null,
             "attempts": []}""";
    private static final String REPLAYED = LETTER.replace("\"OPEN\"", "\"REPLAYED\"")
            .replace("\"decidedAt\": null", "\"decidedAt\": \"2026-11-21T11:00:00.7Z\"")
            .replace("\"decidedBy\": null", "\"decidedBy\": \"operator\"")
            .replace("\"note\": null", "\"note\": \"they are well again\"");

    private final OperatorCommands backstitch = new OperatorCommands();

    DeadLettersCommandTest() throws IOException {}

    @AfterEach
    void close() {
        backstitch.close();
    }

    @Test
    void showsWhatWaitsWithEachAttemptAndWhatCanBeDone() {
        list(LETTER);

        assertThat(backstitch.run("dead-letters")).isZero();
        assertThat(backstitch.out()).isEqualToNormalizingNewlines("""
                    17  OPEN      ATTEMPTS_USED_UP  Task_ChargeCard of onboarding-07c1
                        2026-11-21T10:15:28Z  HEALS       ServerError$Away: 503 of
                        2026-11-21T10:15:30Z  HEALS       ServerError: 500
                1 dead letter.
                Try again:          backstitch dead-letters replay ID --reason WHY
                Take the run back:  backstitch dead-letters give-up ID --reason WHY
                """);
        assertThat(asked().request()).isEqualTo("GET /api/dead-letters?state=OPEN");
        assertThat(asked().token()).isEqualTo("Bearer token-of-a-person");
    }

    @Test
    void showsTheClosedOnesAndWhoDecided() {
        list(REPLAYED + "," + OF_THE_MODEL);

        assertThat(backstitch.run("dead-letters", "--state", "ALL")).isZero();
        assertThat(backstitch.out())
                .contains("    17  REPLAYED  ATTEMPTS_USED_UP  Task_ChargeCard of onboarding-07c1")
                .contains("        2026-11-21T11:00:00Z  decided by operator: they are well again")
                .contains(
                        "    18  RESOLVED  INCIDENT          Gateway_Purpose of a run of workspace without business id")
                .contains("        no variable 'x'")
                .contains("        in the expression")
                .contains("        2026-11-21T11:15:30Z  went on without a decision here")
                .endsWith("2 dead letters.%n".formatted());
        assertThat(asked().request()).isEqualTo("GET /api/dead-letters");
    }

    @Test
    void showsOperatorsWhatAPartnerAnswered() {
        list(LETTER.replace(
                "\"error\": \"org.example.ServerError: 500\"",
                "\"error\": \"It answered 500\", \"answer\": \"card [token] is away\""));

        assertThat(backstitch.run("dead-letters")).isZero();
        assertThat(backstitch.out()).contains("HEALS       It answered 500", "          it said: card [token] is away");
    }

    @Test
    void saysThatNothingWaits() {
        list("");

        assertThat(backstitch.run("dead-letters")).isZero();
        assertThat(backstitch.out()).isEqualTo("0 dead letters.%n".formatted());
    }

    @Test
    void asksForThoseThatMatch() {
        list("");

        backstitch.run(
                "dead-letters",
                "--process=onboarding",
                "--element=Task_ChargeCard",
                "--job-type=onboarding.charge-card",
                "--kind=final",
                "--run=a run & more",
                "--state=given_up");

        assertThat(asked().request())
                .isEqualTo("GET /api/dead-letters?process=onboarding&element=Task_ChargeCard"
                        + "&jobType=onboarding.charge-card&kind=FINAL&run=a%20run%20%26%20more&state=GIVEN_UP");
    }

    @Test
    void tellsProgramsWhatTheApplicationSays() {
        list(LETTER);
        backstitch.application.answers("GET /api/dead-letters/17", 200, LETTER);

        assertThat(backstitch.run("dead-letters", "--json")).isZero();
        assertThat(json(backstitch.out())).isEqualTo(json("[" + LETTER + "]"));
        assertThat(backstitch.run("dead-letters", "show", "17", "--json")).isZero();
        assertThat(json(backstitch.out())).isEqualTo(json(LETTER));
    }

    @Test
    void showsOne() {
        backstitch.application.answers("GET /api/dead-letters/17", 200, LETTER);

        assertThat(backstitch.run("dead-letters", "show", "17")).isZero();
        assertThat(backstitch.out()).startsWith("    17  OPEN ").doesNotContain("Try again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replay", "give-up"})
    void sendsADecisionWithItsReason(String command) {
        String request = "POST /api/dead-letters/17/" + command;
        backstitch.application.answers(request, 200, REPLAYED);

        assertThat(backstitch.run("dead-letters", command, "17", "--reason", "they are well again"))
                .isZero();
        assertThat(asked().request()).isEqualTo(request);
        assertThat(json(asked().body())).isEqualTo(json("{\"reason\": \"they are well again\"}"));
        assertThat(backstitch.out()).contains("decided by operator: they are well again");
    }

    @Test
    void replaysTogetherWhatMatches() {
        backstitch.application.answers(
                "POST /api/dead-letters/replay", 200, "{\"replayed\": [17, 18], \"notYet\": []}");

        assertThat(backstitch.run("dead-letters", "replay-all", "--job-type=onboarding.charge-card", "--reason=back"))
                .isZero();
        assertThat(json(asked().body()))
                .isEqualTo(json("{\"jobType\": \"onboarding.charge-card\", \"reason\": \"back\"}"));
        assertThat(backstitch.out()).isEqualTo("2 replayed.%n".formatted());
    }

    @Test
    void saysWhatCouldNotBeReplayedYet() {
        backstitch.application.answers("POST /api/dead-letters/replay", 200, "{\"replayed\": [], \"notYet\": [17]}");

        assertThat(backstitch.run("dead-letters", "replay-all", "--reason=back"))
                .isZero();
        assertThat(backstitch.out())
                .contains("0 replayed.")
                .contains("1 not yet:")
                .contains("Repeat this in a moment.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "dead-letters replay 17 | Missing required option: '--reason=WHY'",
                "dead-letters replay --reason=x | Missing required parameter: 'ID'",
                "dead-letters replay x --reason=x | 'x' is not a long",
                "dead-letters --kind=BAD | expected one of [ATTEMPTS_USED_UP, FINAL, BUG, IN_DOUBT, KEY_REUSED, VOIDED, INCIDENT, UNDELIVERED]",
                "dead-letters --state=BAD | expected one of [OPEN, REPLAYED, GIVEN_UP, RESOLVED, ALL]",
                "dead-letters --process=onboarding replay-all --reason=x | Write --process behind 'replay-all'.",
            })
    void asksNothingWhenItIsCalledWrongly(String command, String saying) {
        assertThat(backstitch.run(command.split(" "))).isEqualTo(2);
        assertThat(backstitch.err()).contains(saying).contains("Usage: backstitch dead-letters");
        assertThat(backstitch.application.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead-letters", "dead-letters show", "dead-letters replay", "dead-letters replay-all"})
    void explainsItself(String command) {
        assertThat(backstitch.run((command + " --help").split(" "))).isZero();
        assertThat(backstitch.out()).contains("Usage: backstitch " + command).contains("--url=URL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | There is no dead letter 17 | backstitch dead-letters --state ALL",
                "409 | The run is on its way back already | Nothing was changed, unless it says so.",
                "403 | Your token does not have the role that this needs | run-operator",
                "401 | Send a valid access token of the realm | BACKSTITCH_TOKEN",
                "400 | Some fields are missing or wrong | Nothing was changed.",
                "503 | send the same request again in a moment | backstitch logs application",
            })
    void saysWhyNotAndWhatToDo(int status, String detail, String advice) {
        backstitch.application.refuses("POST /api/dead-letters/17/replay", status, detail);

        assertThat(backstitch.run("dead-letters", "replay", "17", "--reason=x")).isEqualTo(1);
        assertThat(backstitch.out()).isEmpty();
        assertThat(backstitch.err())
                .contains("The application says no (status %d, %s).".formatted(status, detail))
                .contains(advice)
                .doesNotContain("Exception");
    }

    private void list(String letters) {
        backstitch.application.answers("GET " + LETTERS, 200, "{\"deadLetters\": [" + letters + "]}");
    }

    private FakeOperatorApi.Asked asked() {
        return backstitch.application.asked.getLast();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
