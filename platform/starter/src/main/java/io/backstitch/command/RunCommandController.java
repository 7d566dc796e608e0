package io.backstitch.command;

import io.backstitch.intake.BadEvent;
import io.backstitch.intake.Sender;
import io.backstitch.intake.Started;
import io.backstitch.security.DoorRules;
import io.backstitch.value.Label;
import io.backstitch.value.Reason;
import io.backstitch.value.RequestKey;
import io.backstitch.value.Within;
import io.backstitch.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Takes what a person changes in a run. */
@RestController
class RunCommandController {

    @Bean
    static DoorRules runCommandDoors() {
        return new DoorRules(
                DoorRules.role("run-operator", HttpMethod.PUT, "/api/runs/*/date", "/api/runs/*/variables/*"));
    }

    private final OpenRuns runs;
    private final VariableChanges variables;
    private final DateMoves dates;

    RunCommandController(OpenRuns runs, VariableChanges variables, DateMoves dates) {
        this.runs = runs;
        this.variables = variables;
        this.dates = dates;
    }

    /**
     * A new value.
     *
     * @param value JSON; a null is none
     * @param reason for the record
     */
    record Change(@NotNull JsonNode value, Reason reason) {}

    /** What was changed. */
    record Changed(String run, String variable) {}

    /**
     * A new date.
     *
     * @param reason for the record
     */
    record Move(@NotNull @Within(yearsBack = 200) Instant date, Reason reason) {}

    @PutMapping("/api/runs/{id}/variables/{name}")
    @Operation(
            summary = "Change a variable of a run",
            description =
                    "One that the model declares changeable, by the rules of the request that started the run. On record. Steps that have happened stay as they are. Twice is the same as once.")
    @ApiResponse(responseCode = "200", description = "The engine has the new value")
    @ApiResponse(responseCode = "400", description = "The value breaks a rule of the request")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(
            responseCode = "409",
            description = "The model does not let it be changed, or the run has ended or is being unwound")
    Changed change(
            @PathVariable Label id,
            @PathVariable Label name,
            @RequestBody @Valid Change change,
            JwtAuthenticationToken who) {
        try {
            variables.change(
                    runs.findOpen(id.text()),
                    name.text(),
                    change.value(),
                    who.getName(),
                    change.reason().text());
            return new Changed(id.text(), name.text());
        } catch (BadEvent e) {
            Problem problem = new Problem(HttpStatus.BAD_REQUEST, "The value breaks a rule of the request; see errors");
            problem.getBody().setProperty("errors", e.fields());
            throw problem;
        }
    }

    @PutMapping("/api/runs/{id}/date")
    @Operation(
            summary = "Move the date that a run waits for",
            description =
                    "Stored and answered at once, in order with the events of others. On record. A date that has passed means now.")
    @ApiResponse(responseCode = "202", description = "It will be moved")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(
            responseCode = "409",
            description =
                    "Its process has no date that can be moved, it has ended or is being unwound, or the Idempotency-Key was used for another move")
    ResponseEntity<Started> move(
            @PathVariable Label id,
            @RequestHeader("Idempotency-Key") RequestKey idempotencyKey,
            @RequestBody @Valid Move move,
            JwtAuthenticationToken who) {
        return Started.answer(dates.move(
                runs.find(id.text()),
                move.date(),
                Sender.of(who.getToken()),
                idempotencyKey.text(),
                who.getName(),
                move.reason().text()));
    }
}
