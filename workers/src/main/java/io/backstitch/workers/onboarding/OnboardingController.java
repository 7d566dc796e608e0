package io.backstitch.workers.onboarding;

import io.backstitch.intake.Door;
import io.backstitch.intake.Intake;
import io.backstitch.intake.Sender;
import io.backstitch.intake.Started;
import io.backstitch.intake.Trigger;
import io.backstitch.security.DoorRules;
import io.backstitch.value.RequestKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The door of the process onboarding. */
@RestController
class OnboardingController {

    @Bean
    static DoorRules onboardingDoors() {
        return new DoorRules(DoorRules.role("onboarding-requester", HttpMethod.POST, "/api/onboardings"));
    }

    private final Intake intake;
    private final OnboardingStart onboarding;

    OnboardingController(Intake intake, OnboardingStart onboarding) {
        this.intake = intake;
        this.onboarding = onboarding;
    }

    @PostMapping("/api/onboardings")
    @Operation(
            summary = "Start an onboarding",
            description = "Stored and answered at once. One Idempotency-Key is one run, for ever.")
    @ApiResponse(responseCode = "202", description = "Accepted, now or before; Location names the run")
    @ApiResponse(responseCode = "400", description = "A field or the Idempotency-Key is missing or wrong")
    @ApiResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    ResponseEntity<Started> start(
            @RequestHeader("Idempotency-Key") RequestKey idempotencyKey,
            @RequestBody @Valid OnboardingRequest request,
            JwtAuthenticationToken who) {
        return Started.answer(intake.accept(Trigger.of(
                onboarding, Door.API, request, Sender.of(who.getToken()), idempotencyKey.text(), who.getName())));
    }
}
