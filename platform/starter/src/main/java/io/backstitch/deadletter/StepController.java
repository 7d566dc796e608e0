package io.backstitch.deadletter;

import io.backstitch.intake.Run;
import io.backstitch.intake.Runs;
import io.backstitch.security.DoorRules;
import io.backstitch.security.Viewer;
import io.backstitch.value.Label;
import io.backstitch.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Retries a step by the names that people see: the run's, and the element's in the model. */
@RestController
class StepController {

    @Bean
    static DoorRules stepDoors() {
        return new DoorRules(DoorRules.role("run-operator", HttpMethod.POST, "/api/runs/*/steps/*/retry"));
    }

    private final Runs runs;
    private final DeadLetterList list;
    private final Replay replay;

    StepController(Runs runs, DeadLetterList list, Replay replay) {
        this.runs = runs;
        this.list = list;
        this.replay = replay;
    }

    @PostMapping("/api/runs/{id}/steps/{element}/retry")
    @Operation(
            summary = "Retry a step of a run",
            description =
                    "Gives a step that waits for a person fresh attempts: its dead letter is replayed, on record. What happened is not repeated. Twice is the same as once")
    @ApiResponse(responseCode = "200", description = "The step's dead letters, which are replayed now or were before")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(
            responseCode = "409",
            description =
                    "The step does not wait for a person, or the engine's record of the incident has not come yet")
    DeadLetterController.Letters retry(
            @PathVariable("id") Label named,
            @PathVariable("element") Label step,
            @RequestBody @Valid DeadLetterController.Why why,
            Authentication person) {
        String id = named.text();
        String element = step.text();
        Viewer viewer = Viewer.of(person);
        Run run = runs.find(id, viewer).orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "There is no run " + id));
        List<DeadLetterList.Row> letters = lettersOf(run, element, viewer);
        for (DeadLetterList.Row letter : letters) {
            if (replay.replay(letter, person.getName(), why.reason().text()) == Replay.Answer.NOT_YET) {
                throw new Problem(
                        HttpStatus.CONFLICT,
                        "The engine's record of the incident has not come yet; try again in a moment");
            }
        }
        return new DeadLetterController.Letters(lettersOf(run, element, viewer).stream()
                .map(row -> row.seenBy(viewer))
                .toList());
    }

    /** The open ones, or else those that were replayed before. */
    private List<DeadLetterList.Row> lettersOf(Run run, String element, Viewer viewer) {
        List<DeadLetterList.Row> open = matching(run, element, DeadLetter.State.OPEN, viewer);
        List<DeadLetterList.Row> letters =
                open.isEmpty() ? matching(run, element, DeadLetter.State.REPLAYED, viewer) : open;
        if (letters.isEmpty()) {
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "The step %s of this run does not wait for a person, so there is nothing to retry"
                            .formatted(element));
        }
        return letters;
    }

    private List<DeadLetterList.Row> matching(Run run, String element, DeadLetter.State state, Viewer viewer) {
        return list.matching(new DeadLetterList.Filter(state, null, element, null, null, run.id()), viewer);
    }
}
