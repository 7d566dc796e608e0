package io.backstitch.workers.workspace;

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

/** The door of the process workspace. */
@RestController
class WorkspaceController {

    @Bean
    static DoorRules workspaceDoors() {
        return new DoorRules(DoorRules.role("workspace-requester", HttpMethod.POST, "/api/workspaces"));
    }

    private final Intake intake;
    private final WorkspaceStart workspace;

    WorkspaceController(Intake intake, WorkspaceStart workspace) {
        this.intake = intake;
        this.workspace = workspace;
    }

    @PostMapping("/api/workspaces")
    @Operation(
            summary = "Set up a workspace",
            description = "Stored and answered at once. One Idempotency-Key is one run, for ever.")
    @ApiResponse(responseCode = "202", description = "Accepted, now or before; Location names the run")
    @ApiResponse(responseCode = "400", description = "A field or the Idempotency-Key is missing or wrong")
    @ApiResponse(responseCode = "409", description = "The Idempotency-Key was used for another request")
    ResponseEntity<Started> start(
            @RequestHeader("Idempotency-Key") RequestKey idempotencyKey,
            @RequestBody @Valid WorkspaceRequest request,
            JwtAuthenticationToken who) {
        return Started.answer(intake.accept(Trigger.of(
                workspace, Door.API, request, Sender.of(who.getToken()), idempotencyKey.text(), who.getName())));
    }
}
