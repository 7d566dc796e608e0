package io.backstitch.onboarding;

import io.backstitch.intake.Accepted;
import io.backstitch.intake.Intake;
import io.backstitch.intake.Trigger;
import io.backstitch.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The door of the process onboarding. */
@RestController
class OnboardingController {

    /** Which run the request has started. */
    record Started(String id) {}

    private final Intake intake;

    OnboardingController(Intake intake) {
        this.intake = intake;
    }

    @PostMapping("/api/onboardings")
    @Operation(
            summary = "Start an onboarding",
            description = "Stored and answered at once. One Idempotency-Key is one run, for ever.")
    @ApiResponse(responseCode = "202", description = "Accepted, now or before; Location names the run")
    @ApiResponse(responseCode = "400", description = "A field or the Idempotency-Key is missing or wrong")
    @ApiResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    ResponseEntity<Started> start(
            @RequestHeader("Idempotency-Key") String idempotencyKey,
            @RequestBody @Valid OnboardingRequest request,
            @AuthenticationPrincipal Jwt token) {
        Trigger trigger = new Trigger(
                Onboarding.PROCESS, "api/" + client(token), idempotencyKey, OnboardingVariables.of(request));
        return switch (intake.accept(trigger)) {
            case Accepted.New accepted -> accepted(accepted.runId());
            case Accepted.Known known -> accepted(known.runId());
            case Accepted.Conflict conflict ->
                throw new Problem(
                        HttpStatus.CONFLICT,
                        "This Idempotency-Key was used for another request (fingerprint %s, now %s); send a new key for a new request"
                                .formatted(conflict.stored(), conflict.given()));
        };
    }

    /** Keys of one client application do not meet those of another. */
    private static String client(Jwt token) {
        String client = token.getClaimAsString("azp");
        return client == null ? String.valueOf(token.getSubject()) : client;
    }

    private static ResponseEntity<Started> accepted(String runId) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/runs/" + runId))
                .body(new Started(runId));
    }
}
