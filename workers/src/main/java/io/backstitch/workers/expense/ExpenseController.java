package io.backstitch.workers.expense;

import io.backstitch.intake.Intake;
import io.backstitch.intake.Sender;
import io.backstitch.intake.Started;
import io.backstitch.intake.Trigger;
import io.backstitch.job.Tells;
import io.backstitch.security.DoorRules;
import io.backstitch.value.RequestKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The door of the process expense. */
@RestController
@Tells(messages = "expense.requested", variables = ExpenseVariables.class)
class ExpenseController {

    @Bean
    static DoorRules expenseDoors() {
        return new DoorRules(DoorRules.role("expense-requester", HttpMethod.POST, "/api/expenses"));
    }

    private final Intake intake;

    ExpenseController(Intake intake) {
        this.intake = intake;
    }

    @PostMapping("/api/expenses")
    @Operation(
            summary = "Hand in an expense report",
            description =
                    "Stored and answered at once; whose token it is gets the money. One Idempotency-Key is one run, for ever.")
    @ApiResponse(responseCode = "202", description = "Accepted, now or before; Location names the run")
    @ApiResponse(responseCode = "400", description = "A field or the Idempotency-Key is missing or wrong")
    @ApiResponse(responseCode = "409", description = "The Idempotency-Key was used for another report")
    ResponseEntity<Started> handIn(
            @RequestHeader("Idempotency-Key") RequestKey idempotencyKey,
            @RequestBody @Valid ExpenseRequest request,
            @AuthenticationPrincipal Jwt token) {
        return Started.answer(intake.accept(new Trigger(
                Expense.PROCESS, Sender.of(token), idempotencyKey.text(), ExpenseVariables.of(request, token))));
    }
}
