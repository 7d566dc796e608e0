package io.backstitch.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code backstitch effects} shows what nobody knows the outcome of, and sends a person's word for it. */
class EffectsCommandTest {

    private static final String KEY = "workspace/workspace-07c1/Task_CreateTriggers";
    private static final String IN_DOUBT = """
            {"key": "%s", "process": "workspace", "run": "workspace-07c1", "element": "Task_CreateTriggers",
             "effect": "workspace.create-triggers", "recovery": "ASK_PERSON", "state": "IN_DOUBT", "attempts": 1,
             "calledAt": "2026-11-21T10:15:30.123456Z", "since": "2026-11-21T10:16:00Z"}""".formatted(KEY);

    private final OperatorCommands backstitch = new OperatorCommands();

    EffectsCommandTest() throws IOException {}

    @AfterEach
    void close() {
        backstitch.close();
    }

    @Test
    void showsWhatIsInDoubtAndWhatCanBeDone() {
        list(IN_DOUBT);

        assertThat(backstitch.run("effects")).isZero();
        assertThat(backstitch.out()).isEqualToNormalizingNewlines("""
                workspace/workspace-07c1/Task_CreateTriggers
                        workspace.create-triggers, 1 attempt; the partner may have been called at 2026-11-21T10:15:30Z
                1 effect in doubt.
                Ask the partner, then: backstitch effects decide KEY --happened|--did-not-happen --reason HOW-YOU-KNOW
                """);
        assertThat(asked().request()).isEqualTo("GET /api/effects/in-doubt");
    }

    @Test
    void saysThatNothingIsInDoubt() {
        list("");

        assertThat(backstitch.run("effects")).isZero();
        assertThat(backstitch.out()).isEqualTo("0 effects in doubt.%n".formatted());
    }

    @Test
    void tellsProgramsWhatTheApplicationSays() {
        list(IN_DOUBT);

        assertThat(backstitch.run("effects", "--json")).isZero();
        assertThat(json(backstitch.out())).isEqualTo(json("[" + IN_DOUBT + "]"));
    }

    @ParameterizedTest
    @CsvSource({
        "--happened, HAPPENED, COMPLETED",
        "--did-not-happen, DID_NOT_HAPPEN, NOT_DONE",
        "--leave-standing, LEFT_STANDING, VOID"
    })
    void sendsAPersonsWord(String option, String verdict, String state) {
        answerDecision(state);

        assertThat(backstitch.run("effects", "decide", KEY, option, "--reason=asked them"))
                .isZero();
        assertThat(json(asked().body())).isEqualTo(json("""
                {"key": "%s", "verdict": "%s", "reason": "asked them"}""".formatted(KEY, verdict)));
        assertThat(backstitch.out()).isEqualTo("%s is %s.%n".formatted(KEY, state));
    }

    @Test
    void sendsTheReceiptAsJson() {
        answerDecision("COMPLETED");

        backstitch.run(
                "effects", "decide", KEY, "--happened", "--receipt={\"triggersId\": \"tr_7\"}", "--reason=asked");

        assertThat(json(asked().body()).path("receipt")).isEqualTo(json("{\"triggersId\": \"tr_7\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "effects decide k --reason=x | --happened",
                "effects decide k --happened | Missing required option: '--reason=HOW'",
                "effects decide --happened --reason=x | Missing required parameter: 'KEY'",
                "effects decide k --happened --did-not-happen --reason=x | mutually exclusive",
                "effects decide k --happened --reason=x --receipt={ | --receipt is no JSON",
                "effects --json decide k --happened --reason=x | Write --json behind 'decide'.",
            })
    void asksNothingWhenItIsCalledWrongly(String command, String saying) {
        assertThat(backstitch.run(command.split(" "))).isEqualTo(2);
        assertThat(backstitch.err()).contains(saying).contains("Usage: backstitch effects");
        assertThat(backstitch.application.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | There is no effect with the key k | backstitch effects",
                "409 | There is nothing to decide about k: it is COMPLETED | Nothing was changed, unless it says so.",
            })
    void saysWhyNotAndWhatToDo(int status, String detail, String advice) {
        backstitch.application.refuses("POST /api/effects/decisions", status, detail);

        assertThat(backstitch.run("effects", "decide", "k", "--happened", "--reason=x"))
                .isEqualTo(1);
        assertThat(backstitch.err())
                .contains("The application says no (status %d, %s).".formatted(status, detail))
                .contains(advice);
    }

    private void list(String effects) {
        backstitch.application.answers("GET /api/effects/in-doubt", 200, "{\"effects\": [" + effects + "]}");
    }

    private void answerDecision(String state) {
        backstitch.application.answers("POST /api/effects/decisions", 200, """
                {"key": "%s", "state": "%s"}""".formatted(KEY, state));
    }

    private FakeOperatorApi.Asked asked() {
        return backstitch.application.asked.getLast();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
