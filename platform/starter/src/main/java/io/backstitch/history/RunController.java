package io.backstitch.history;

import io.backstitch.compensation.SagaState;
import io.backstitch.history.RunView.RunState;
import io.backstitch.intake.ArchivedRuns;
import io.backstitch.intake.ArchivedRuns.ArchivedRun;
import io.backstitch.intake.Run;
import io.backstitch.intake.RunCommands;
import io.backstitch.intake.Runs;
import io.backstitch.security.DoorRules;
import io.backstitch.security.Viewer;
import io.backstitch.value.Label;
import io.backstitch.value.PageLimit;
import io.backstitch.value.Reason;
import io.backstitch.value.Within;
import io.backstitch.value.Word;
import io.backstitch.value.YesOrNo;
import io.backstitch.web.Listing;
import io.backstitch.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tells how a run stands, and takes commands for it. */
@RestController
class RunController {

    @Bean
    static DoorRules runDoors() {
        return new DoorRules(
                DoorRules.known(HttpMethod.GET, "/api/runs", "/api/runs/*"),
                DoorRules.role("run-operator", HttpMethod.POST, "/api/runs/*/cancel", "/api/runs/*/hand-over"));
    }

    private final Runs runs;
    private final RunHistory history;
    private final RunList list;
    private final RunCommands commands;
    private final ArchivedRuns archived;

    RunController(Runs runs, RunHistory history, RunList list, RunCommands commands, ArchivedRuns archived) {
        this.runs = runs;
        this.archived = archived;
        this.history = history;
        this.list = list;
        this.commands = commands;
    }

    @Listing
    @GetMapping("/api/runs")
    @Operation(
            summary = "Runs, the newest first",
            description =
                    "By process, state, outcome and the time at which they were accepted (since included, until not), or only those that are stuck. The next page begins behind the run that next names. Those that you began; with the role run-viewer all, with run-viewer:<process> all of that process")
    @ApiResponse(responseCode = "200", description = "At most as many as limit, which is 1 to 500")
    @ApiResponse(responseCode = "400", description = "There is no such state, time, run or limit")
    RunList.Page list(
            @RequestParam @Nullable Label process,
            @RequestParam @Nullable RunState state,
            @RequestParam @Nullable Label outcome,
            @RequestParam @Within(yearsBack = 1000, yearsAhead = 1000) @Nullable Instant since,
            @RequestParam @Within(yearsBack = 1000, yearsAhead = 1000) @Nullable Instant until,
            @RequestParam(defaultValue = "false") YesOrNo stuck,
            @RequestParam @Nullable Label after,
            @RequestParam(defaultValue = "50") PageLimit limit,
            Authentication who) {
        return list.page(
                new RunList.Filter(Word.textOf(process), state, Word.textOf(outcome), since, until, stuck.value()),
                Viewer.of(who),
                Word.textOf(after),
                limit.value());
    }

    @GetMapping("/api/runs/{id}")
    @Operation(
            summary = "How a run stands",
            description =
                    "State, outcome, and the steps with their effects and receipts, from our own ledger. Of a run that is archived, how it ended, and in which archive the rest is")
    @ApiResponse(responseCode = "200", description = "The run")
    @ApiResponse(responseCode = "404", description = "There is no such run that you may see")
    RunView find(@PathVariable("id") Label run, Authentication who) {
        String id = run.text();
        Viewer viewer = Viewer.of(who);
        return runs.find(id, viewer)
                .map(history::of)
                .or(() -> archived.find(id, viewer).map(RunView::of))
                .orElseThrow(() -> thereIsNone(id));
    }

    /**
     * Why a run is taken back.
     *
     * @param reason goes on record
     */
    record Cancelling(Reason reason) {}

    @PostMapping("/api/runs/{id}/cancel")
    @Operation(
            summary = "Cancel a run",
            description =
                    "The run is unwound: what has happened is undone, newest first; also when a step of it waits for a person. Twice is the same as once.")
    @ApiResponse(responseCode = "202", description = "It will be unwound")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(responseCode = "409", description = "It has ended, or is being unwound, and nobody had cancelled it")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView cancel(@PathVariable Label id, @RequestBody @Valid Cancelling cancelling, Authentication who) {
        Run run = run(id, who);
        if (mayBeCancelled(run)) {
            commands.cancel(run, who.getName(), cancelling.reason().text());
        }
        return history.of(run);
    }

    @PostMapping("/api/runs/{id}/hand-over")
    @Operation(
            summary = "Hand a run over to the engine once more",
            description =
                    "For a run that the engine has never begun, for instance since no model took its start message. On record. It may take a moment.")
    @ApiResponse(responseCode = "202", description = "It will be handed over")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(
            responseCode = "409",
            description = "The engine has begun it, it has ended, or it waits to be handed over anyway")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView handOver(@PathVariable Label id, Authentication who) {
        Run run = run(id, who);
        if (!commands.handOver(run, who.getName())) {
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "The run is not handed over again: the engine has begun it, it has ended, or it waits for that anyway");
        }
        return history.of(run(id, who));
    }

    /** False when there is nothing left to do: it was cancelled before, and is on its way or there. */
    private boolean mayBeCancelled(Run run) {
        SagaState state = history.stateOf(run);
        if (!state.hasEnded() && !history.isUnwinding(run)) {
            return true;
        }
        if (run.cancelledAt() != null) {
            return false;
        }
        throw new Problem(
                HttpStatus.CONFLICT,
                state.hasEnded()
                        ? "The run has ended (%s) and cannot be cancelled".formatted(state)
                        : "The run is being unwound already");
    }

    private Run run(Label named, Authentication who) {
        String id = named.text();
        Viewer viewer = Viewer.of(who);
        return runs.find(id, viewer)
                .orElseThrow(() ->
                        archived.find(id, viewer).map(RunController::isArchived).orElseGet(() -> thereIsNone(id)));
    }

    private static Problem isArchived(ArchivedRun run) {
        return new Problem(HttpStatus.CONFLICT, "The run has ended (%s), and is archived".formatted(run.saga()));
    }

    private static Problem thereIsNone(String id) {
        return new Problem(HttpStatus.NOT_FOUND, "There is no run " + id);
    }
}
