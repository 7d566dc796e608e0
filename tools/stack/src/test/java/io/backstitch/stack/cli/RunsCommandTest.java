package io.backstitch.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code backstitch runs} tells how runs stand, cancels one, and hands one over. */
class RunsCommandTest {

    private static final String ENDED = """
            {"id": "onboarding-07c1", "process": "onboarding", "state": "ENDED", "outcome": "ROLLED_BACK", "cause": "card-declined",
             "acceptedAt": "2026-11-21T10:15:30.123Z", "endedAt": "2026-11-21T10:15:31Z"}""";
    private static final String RUNNING = """
            {"id": "onboarding-07c2", "process": "onboarding", "state": "RUNNING", "outcome": null, "cause": null,
             "acceptedAt": "2026-11-21T10:15:29Z", "endedAt": null,
             "steps": [{"element": "Task_ChargeCard", "state": "COMPLETED", "undoes": null},
                       {"element": "Task_ChargeCard", "state": "CLAIMED", "undoes": "onboarding/onboarding-07c2/Task_ChargeCard"}]}""";

    private final OperatorCommands backstitch = new OperatorCommands();

    RunsCommandTest() throws IOException {}

    @AfterEach
    void close() {
        backstitch.close();
    }

    @Test
    void listsThemAndTellsWhereTheNextPageBegins() {
        backstitch.application.answers(
                "GET /api/runs", 200, "{\"runs\": [%s, %s], \"next\": \"onboarding-07c2\"}".formatted(ENDED, RUNNING));

        assertThat(backstitch.run("runs", "--process=onboarding", "--limit=2")).isZero();

        assertThat(backstitch.out().lines().map(String::strip))
                .containsExactly(
                        "2026-11-21T10:15:30Z  ENDED               %-44s  ROLLED_BACK (card-declined)"
                                .formatted("onboarding-07c1"),
                        "2026-11-21T10:15:29Z  RUNNING             onboarding-07c2",
                        "2 runs.",
                        "There are more:  --after onboarding-07c2");
        assertThat(backstitch.application.asked.getLast().request())
                .isEqualTo("GET /api/runs?process=onboarding&limit=2");
    }

    @Test
    void asksForWhatWasAskedFor() {
        backstitch.application.answers("GET /api/runs", 200, "{\"runs\": [], \"next\": null}");

        backstitch.run(
                "runs",
                "--state=WAITING_FOR_PERSON",
                "--outcome=DONE",
                "--since=2026-11-21T10:00:00Z",
                "--until=2026-11-21T11:00:00Z",
                "--after=a b");

        assertThat(backstitch.application.asked.getLast().request())
                .isEqualTo("GET /api/runs?state=WAITING_FOR_PERSON&outcome=DONE&since=2026-11-21T10%3A00%3A00Z"
                        + "&until=2026-11-21T11%3A00%3A00Z&after=a%20b&limit=50");
        assertThat(backstitch.run("runs", "--state=ASLEEP")).isEqualTo(2);
    }

    @Test
    void showsOneWithItsSteps() {
        backstitch.application.answers("GET /api/runs/onboarding-07c2", 200, RUNNING);

        assertThat(backstitch.run("runs", "show", "onboarding-07c2")).isZero();

        assertThat(backstitch.out())
                .contains("COMPLETED    Task_ChargeCard")
                .contains("CLAIMED      Task_ChargeCard (undo)");
    }

    @Test
    void listsThoseThatAreStuckWithTheReason() {
        String stuck = RUNNING.replace(
                "\"steps\"", "\"stuck\": \"Job onboarding.charge-card was created 3 min ago\", \"steps\"");
        backstitch.application.answers("GET /api/runs", 200, "{\"runs\": [%s], \"next\": null}".formatted(stuck));

        assertThat(backstitch.run("runs", "--stuck")).isZero();

        assertThat(backstitch.out()).contains("STUCK: Job onboarding.charge-card was created 3 min ago");
        assertThat(backstitch.application.asked.getLast().request()).isEqualTo("GET /api/runs?stuck=true&limit=50");
    }

    @Test
    void tellsWhatOneWaitsFor() {
        String waiting = RUNNING.replace("\"steps\"", """
                "waitsFor": [{"on": "TIMER", "what": "event Event_Later", "since": "2026-11-21T10:15:30.5Z",
                              "until": "2027-02-21T10:15:30Z"}], "steps\"""");
        backstitch.application.answers("GET /api/runs/onboarding-07c2", 200, waiting);

        assertThat(backstitch.run("runs", "show", "onboarding-07c2")).isZero();

        assertThat(backstitch.out())
                .contains("waits for event Event_Later, since 2026-11-21T10:15:30Z, until 2027-02-21T10:15:30Z");
    }

    @Test
    void cancelsOneAndTellsHowItStands() {
        backstitch.application.answers(
                "POST /api/runs/onboarding-07c2/cancel", 202, RUNNING.replace("RUNNING", "UNWINDING"));

        assertThat(backstitch.run("runs", "cancel", "onboarding-07c2", "--reason", "they left"))
                .isZero();

        assertThat(backstitch.out()).contains("UNWINDING");
        assertThat(backstitch.application.asked.getLast().body()).isEqualTo("{\"reason\":\"they left\"}");
        assertThat(backstitch.run("runs", "cancel", "onboarding-07c2"))
                .as("without a reason")
                .isEqualTo(2);
    }

    @Test
    void handsOneOverOnceMore() {
        backstitch.application.answers("POST /api/runs/onboarding-07c2/hand-over", 202, RUNNING);

        assertThat(backstitch.run("runs", "hand-over", "onboarding-07c2")).isZero();

        assertThat(backstitch.out()).contains("RUNNING");
    }

    @Test
    void tellsWhyOneCannotBeCancelled() {
        backstitch.application.refuses(
                "POST /api/runs/onboarding-07c1/cancel", 409, "The run has ended (COMPLETED) and cannot be cancelled");

        assertThat(backstitch.run("runs", "cancel", "onboarding-07c1", "--reason", "they left"))
                .isEqualTo(1);
        assertThat(backstitch.err()).contains("has ended").doesNotContain("Exception");
    }

    @Test
    void retriesAStep() {
        backstitch.application.answers(
                "POST /api/runs/onboarding-07c2/steps/Task_ChargeCard/retry",
                200,
                "{\"deadLetters\": [{\"state\": \"REPLAYED\", \"element\": \"Task_ChargeCard\"}]}");

        assertThat(backstitch.run("runs", "retry", "onboarding-07c2", "Task_ChargeCard", "--reason=mended"))
                .isZero();

        assertThat(backstitch.out()).contains("REPLAYED  Task_ChargeCard");
        assertThat(backstitch.application.asked.getLast().body()).contains("mended");
    }

    @Test
    void changesAVariable() {
        backstitch.application.answers(
                "PUT /api/runs/onboarding-07c2/variables/email", 200, "{\"variable\": \"email\"}");

        assertThat(backstitch.run("runs", "set", "onboarding-07c2", "email", "new@example.org", "--reason=a typo"))
                .isZero();

        assertThat(backstitch.out()).contains("email is changed.");
        assertThat(backstitch.application.asked.getLast().body())
                .contains("\"new@example.org\"")
                .contains("a typo");
        assertThat(backstitch.run("runs", "set", "onboarding-07c2", "email", "new@example.org"))
                .as("without a reason")
                .isEqualTo(2);
    }

    @Test
    void movesADate() {
        backstitch.application.answers("PUT /api/runs/engagement-07c3/date", 202, "{\"id\": \"engagement-07c3\"}");

        assertThat(backstitch.run("runs", "move", "engagement-07c3", "--to=2026-12-01T09:00:00Z", "--reason=later"))
                .isZero();

        assertThat(backstitch.application.asked.getLast().body()).contains("2026-12-01T09:00:00Z");
    }
}
