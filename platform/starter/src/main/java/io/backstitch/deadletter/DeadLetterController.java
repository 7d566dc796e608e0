package io.backstitch.deadletter;

import io.backstitch.job.DeadLetterKind;
import io.backstitch.security.DoorRules;
import io.backstitch.security.Viewer;
import io.backstitch.value.Label;
import io.backstitch.value.Reason;
import io.backstitch.value.Serial;
import io.backstitch.value.Word;
import io.backstitch.web.Listing;
import io.backstitch.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists what has failed for good, and takes a person's decisions about it. */
@RestController
@RequestMapping("/api/dead-letters")
class DeadLetterController {

    @Bean
    static DoorRules deadLetterDoors() {
        return new DoorRules(
                DoorRules.viewers(Viewer::seesOthers, HttpMethod.GET, "/api/dead-letters", "/api/dead-letters/*"),
                DoorRules.role(
                        "run-operator",
                        HttpMethod.POST,
                        "/api/dead-letters/replay",
                        "/api/dead-letters/*/replay",
                        "/api/dead-letters/*/give-up"));
    }

    /** The letters that match, oldest first. */
    record Letters(List<DeadLetter> deadLetters) {}

    /**
     * Why a person decides as they do.
     *
     * @param reason for the record
     */
    record Why(Reason reason) {}

    /**
     * Which open letters are replayed together; null means any.
     *
     * @param reason for the record
     */
    record ReplayMany(
            @Nullable Label process,
            @Nullable Label element,
            @Nullable Label jobType,
            @Nullable DeadLetterKind kind,
            @Nullable Label run,
            Reason reason) {}

    /** What became of each of the letters that matched. */
    record Replayed(List<Long> replayed, List<Long> notYet) {}

    private final DeadLetterList list;
    private final Replay replay;

    DeadLetterController(DeadLetterList list, Replay replay) {
        this.list = list;
        this.replay = replay;
    }

    @Listing
    @GetMapping
    @Operation(
            summary = "Steps that have failed for good",
            description =
                    "At most 500, oldest first, each with its failed attempts. Without state: those of all states")
    Letters list(
            @RequestParam(required = false) DeadLetter.@Nullable State state,
            @RequestParam(required = false) @Nullable Label process,
            @RequestParam(required = false) @Nullable Label element,
            @RequestParam(required = false) @Nullable Label jobType,
            @RequestParam(required = false) @Nullable DeadLetterKind kind,
            @RequestParam(required = false) @Nullable Label run,
            Authentication who) {
        Viewer viewer = Viewer.of(who);
        return new Letters(list.matching(filter(state, process, element, jobType, kind, run), viewer).stream()
                .map(row -> row.seenBy(viewer))
                .toList());
    }

    @GetMapping("/{id}")
    @Operation(summary = "One dead letter")
    @ApiResponse(responseCode = "404", description = "There is no such letter that you may see")
    DeadLetter one(@PathVariable Serial id, Authentication who) {
        return row(id, who).seenBy(Viewer.of(who));
    }

    @PostMapping("/{id}/replay")
    @Operation(
            summary = "Give the step fresh attempts",
            description =
                    "On record. What happened is not repeated: the ledger knows it. Again on a letter that is not open: no change")
    @ApiResponse(
            responseCode = "409",
            description = "The engine's record of the incident has not come yet; try again in a moment")
    DeadLetter replay(@PathVariable Serial id, @RequestBody @Valid Why why, Authentication person) {
        return answered(
                id,
                person,
                replay.replay(row(id, person), person.getName(), why.reason().text()));
    }

    @PostMapping("/{id}/give-up")
    @Operation(
            summary = "Take the run back",
            description =
                    "On record. The run is unwound as its model says for a cancellation. Again on a letter that is not open: no change")
    @ApiResponse(responseCode = "409", description = "The run is on its way back already, or not known")
    DeadLetter giveUp(@PathVariable Serial id, @RequestBody @Valid Why why, Authentication person) {
        return answered(
                id,
                person,
                replay.giveUp(row(id, person), person.getName(), why.reason().text()));
    }

    @PostMapping("/replay")
    @Operation(summary = "Give fresh attempts to all open letters that match", description = "At most 500 at once")
    Replayed replayMany(@RequestBody @Valid ReplayMany which, Authentication person) {
        List<Long> replayed = new ArrayList<>();
        List<Long> notYet = new ArrayList<>();
        DeadLetterList.Filter filter = filter(
                DeadLetter.State.OPEN, which.process(), which.element(), which.jobType(), which.kind(), which.run());
        for (DeadLetterList.Row row : list.matching(filter, Viewer.of(person))) {
            switch (replay.replay(row, person.getName(), which.reason().text())) {
                case DONE -> replayed.add(row.letter().id());
                case NOT_YET -> notYet.add(row.letter().id());
                case NOT_OPEN, NOTHING_TO_REPLAY, UNWINDING, NO_RUN -> {}
            }
        }
        return new Replayed(replayed, notYet);
    }

    private DeadLetter answered(Serial id, Authentication person, Replay.Answer answer) {
        return switch (answer) {
            case DONE, NOT_OPEN -> row(id, person).seenBy(Viewer.of(person));
            case NOT_YET ->
                throw new Problem(
                        HttpStatus.CONFLICT,
                        "The engine's record of the incident has not come yet; try again in a moment");
            case NOTHING_TO_REPLAY ->
                throw new Problem(
                        HttpStatus.CONFLICT,
                        "The step is done, and its effect happened once more. Undo that at the partner, then give the letter up: the run goes on as it is");
            case NO_RUN ->
                throw new Problem(
                        HttpStatus.CONFLICT,
                        "It is not known which run this letter belongs to, so nothing can take it back. Mend what stopped it, and replay the letter");
            case UNWINDING ->
                throw new Problem(
                        HttpStatus.CONFLICT,
                        "This run is on its way back already. Replay the letter, or decide its undo: done by hand, or left standing (POST /api/effects/decisions)");
        };
    }

    private DeadLetterList.Row row(Serial id, Authentication who) {
        return list.find(id.value(), Viewer.of(who))
                .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "There is no dead letter %s".formatted(id)));
    }

    private static DeadLetterList.Filter filter(
            DeadLetter.@Nullable State state,
            @Nullable Label process,
            @Nullable Label element,
            @Nullable Label jobType,
            @Nullable DeadLetterKind kind,
            @Nullable Label run) {
        return new DeadLetterList.Filter(
                state, Word.textOf(process), Word.textOf(element), Word.textOf(jobType), kind, Word.textOf(run));
    }
}
