package io.backstitch.workers.engagement;

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

/** The door of the process engagement. */
@RestController
class EngagementController {

    @Bean
    static DoorRules engagementDoors() {
        return new DoorRules(DoorRules.role("engagement-planner", HttpMethod.POST, "/api/engagements"));
    }

    private final Intake intake;
    private final PlanChanged planChanged;

    EngagementController(Intake intake, PlanChanged planChanged) {
        this.intake = intake;
        this.planChanged = planChanged;
    }

    @PostMapping("/api/engagements")
    @Operation(
            summary = "Plan a project, or plan it anew",
            description =
                    "Stored and answered at once. The first plan of a project begins its engagement; later ones reach it, in the order in which they were answered.")
    @ApiResponse(responseCode = "202", description = "Accepted, now or before; Location names the project's run")
    @ApiResponse(responseCode = "400", description = "A field or the Idempotency-Key is missing or wrong")
    @ApiResponse(responseCode = "409", description = "The Idempotency-Key was used for another plan")
    ResponseEntity<Started> plan(
            @RequestHeader("Idempotency-Key") RequestKey idempotencyKey,
            @RequestBody @Valid PlanChange change,
            JwtAuthenticationToken who) {
        Trigger trigger = Trigger.of(
                planChanged, Door.API, change, Sender.of(who.getToken()), idempotencyKey.text(), who.getName());
        return Started.answer(intake.accept(trigger));
    }
}
