package io.backstitch.history;

import io.backstitch.compensation.SagaState;
import io.backstitch.intake.Run;
import io.backstitch.intake.RunCommands;
import io.backstitch.intake.Runs;
import io.backstitch.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells how a run stands, and takes commands for it. */
@RestController
class RunController {

    private final Runs runs;
    private final RunHistory history;
    private final RunCommands commands;

    RunController(Runs runs, RunHistory history, RunCommands commands) {
        this.runs = runs;
        this.history = history;
        this.commands = commands;
    }

    @GetMapping("/api/runs/{id}")
    @Operation(
            summary = "How a run stands",
            description = "State, outcome, and the steps with their effects and receipts, from our own ledger")
    @ApiResponse(responseCode = "200", description = "The run")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    RunView find(@PathVariable String id) {
        return history.of(run(id));
    }

    @PostMapping("/api/runs/{id}/cancel")
    @Operation(
            summary = "Cancel a run",
            description =
                    "The run is unwound: what has happened is undone, newest first; also when a step of it waits for a person. Twice is the same as once.")
    @ApiResponse(responseCode = "202", description = "It will be unwound")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(responseCode = "409", description = "It has ended, or is being unwound already")
    ResponseEntity<Void> cancel(@PathVariable String id, Principal who) {
        Run run = run(id);
        SagaState state = history.stateOf(run);
        if (state.hasEnded()) {
            throw new Problem(HttpStatus.CONFLICT, "The run has ended (%s) and cannot be cancelled".formatted(state));
        }
        if (history.isUnwinding(run)) {
            throw new Problem(HttpStatus.CONFLICT, "The run is being unwound already");
        }
        commands.cancel(run, who.getName());
        return ResponseEntity.accepted().build();
    }

    private Run run(String id) {
        return runs.find(id).orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "There is no run " + id));
    }
}
