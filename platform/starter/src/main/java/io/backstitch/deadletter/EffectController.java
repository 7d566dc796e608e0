package io.backstitch.deadletter;

import io.backstitch.compensation.Decided;
import io.backstitch.compensation.Decision;
import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.LedgerEntry;
import io.backstitch.compensation.Recovery;
import io.backstitch.compensation.SagaId;
import io.backstitch.job.GivenReceipts;
import io.backstitch.security.DoorRules;
import io.backstitch.security.Viewer;
import io.backstitch.value.LedgerKey;
import io.backstitch.value.Reason;
import io.backstitch.web.Listing;
import io.backstitch.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Effects that nobody knows the outcome of, and what a person says about them. */
@RestController
class EffectController {

    @Bean
    static DoorRules effectDoors() {
        return new DoorRules(
                DoorRules.viewers(Viewer::seesOthers, HttpMethod.GET, "/api/effects/in-doubt"),
                DoorRules.role("run-operator", HttpMethod.POST, "/api/effects/decisions"));
    }

    private static final int LONGEST = 500;

    /**
     * An effect in doubt, with what is known. The request is left out: it may hold what a viewer must not see.
     *
     * @param calledAt when the partner may have been called last
     */
    record InDoubt(
            String key,
            String process,
            String run,
            String element,
            String effect,
            Recovery recovery,
            EffectState state,
            int attempts,
            Instant calledAt,
            Instant since) {}

    /** The effects that wait for a person, longest waiting first. */
    record EffectsInDoubt(List<InDoubt> effects) {}

    /**
     * A decision.
     *
     * @param key of the effect; of its undo with {@code /undo} behind it
     * @param verdict HAPPENED, DID_NOT_HAPPEN; of an undo also LEFT_STANDING
     * @param receipt what the worker would have returned, when it happened
     * @param reason for the record
     */
    record DecisionRequest(
            LedgerKey key,
            Decision.@NotNull Verdict verdict,
            @Nullable JsonNode receipt,
            Reason reason) {}

    /** What became of the decision. */
    record DecisionAnswer(String key, EffectState state) {}

    private final Ledger ledger;
    private final EffectDecisions decisions;
    private final Replay replay;
    private final GivenReceipts receipts;

    EffectController(Ledger ledger, EffectDecisions decisions, Replay replay, GivenReceipts receipts) {
        this.receipts = receipts;
        this.ledger = ledger;
        this.decisions = decisions;
        this.replay = replay;
    }

    @Listing
    @GetMapping("/api/effects/in-doubt")
    @Operation(summary = "Effects that wait until a person says whether they happened", description = "At most 500")
    EffectsInDoubt inDoubt(Authentication who) {
        Viewer viewer = Viewer.of(who);
        List<LedgerEntry> effects =
                viewer.all() ? ledger.inDoubt(LONGEST) : ledger.inDoubtOf(viewer.processes(), LONGEST);
        return new EffectsInDoubt(effects.stream().map(EffectController::view).toList());
    }

    @PostMapping("/api/effects/decisions")
    @Operation(
            summary = "Say whether an effect, or an undo, happened",
            description =
                    "On record; the run goes on. Of an undo that has failed: HAPPENED means that it was done by hand, LEFT_STANDING that the effect stays. A later word takes the place of an earlier one as long as nothing was built on that")
    @ApiResponse(
            responseCode = "400",
            description = "The receipt is not what the worker would have returned; errors names the field")
    @ApiResponse(responseCode = "404", description = "Nobody has claimed that key")
    @ApiResponse(
            responseCode = "409",
            description = "There is nothing to decide: the outcome is known, or a worker is at it")
    DecisionAnswer decide(@RequestBody @Valid DecisionRequest request, Principal person) {
        IdempotencyKey key = new IdempotencyKey(request.key().text());
        JsonNode receipt = receipt(key, request);
        Decided decided = decisions.record(new Decision(
                key,
                request.verdict(),
                receipt == null ? null : receipt.toString(),
                person.getName(),
                request.reason().text()));
        return switch (decided) {
            case Decided.Recorded recorded ->
                goOn(key, recorded.saga(), person, request.reason().text());
            case Decided.Known known ->
                goOn(key, known.saga(), person, request.reason().text());
            case Decided.NoSuchEffect ignored ->
                throw new Problem(HttpStatus.NOT_FOUND, "There is no effect with the key %s".formatted(key));
            case Decided.NothingToDecide nothing ->
                throw new Problem(
                        HttpStatus.CONFLICT,
                        "There is nothing to decide about %s: it is %s".formatted(key, nothing.state()));
        };
    }

    /** What the run will be built on, or undone by: as the worker would have returned it. */
    private @Nullable JsonNode receipt(IdempotencyKey key, DecisionRequest request) {
        JsonNode receipt = request.receipt() == null || request.receipt().isNull() ? null : request.receipt();
        Optional<LedgerEntry> effect = ledger.find(key).filter(known -> known.undoes() == null);
        if (request.verdict() != Decision.Verdict.HAPPENED || (effect.isEmpty() && key.isUndo())) {
            if (receipt != null) {
                throw Problem.ofField("receipt", "has a meaning only where an effect happened, and not its undo");
            }
            return null;
        }
        if (effect.isPresent()) {
            receipts.wrong(effect.get().type(), receipt).ifPresent(wrong -> {
                throw Problem.ofField(
                        wrong.field().isEmpty() ? "receipt" : "receipt." + wrong.field(), wrong.message());
            });
        }
        return receipt;
    }

    private DecisionAnswer goOn(IdempotencyKey key, SagaId saga, Principal person, String reason) {
        if (!replay.goOn(saga, person.getName(), reason)) {
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "The decision is on record, but the engine's record of the incident has not come yet; send the same again in a moment, so that the run goes on");
        }
        return new DecisionAnswer(key.value(), ledger.find(key).orElseThrow().state());
    }

    private static InDoubt view(LedgerEntry effect) {
        return new InDoubt(
                effect.key().value(),
                effect.saga().process(),
                effect.saga().businessId(),
                effect.element(),
                effect.type(),
                effect.recovery(),
                effect.state(),
                effect.attempt(),
                effect.calledAt(),
                effect.changedAt());
    }
}
