package io.backstitch.approval;

import io.backstitch.compensation.SagaId;
import io.backstitch.security.DoorRules;
import io.backstitch.value.Label;
import io.backstitch.value.PageLimit;
import io.backstitch.value.Reason;
import io.backstitch.value.Serial;
import io.backstitch.value.Word;
import io.backstitch.web.Listing;
import io.backstitch.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Approvals for those who come with a token. */
@RestController
@RequestMapping("/api/approvals")
class ApprovalController {

    @Bean
    static DoorRules approvalDoors() {
        return new DoorRules(
                DoorRules.role("approver", HttpMethod.GET, "/api/approvals"),
                // Who asked may look at it and take it back, whatever else they may do.
                DoorRules.known(HttpMethod.GET, "/api/approvals/*"),
                DoorRules.known(HttpMethod.POST, "/api/approvals/*/withdrawal"),
                DoorRules.role("approver", HttpMethod.POST, "/api/approvals/*/decision"));
    }

    /**
     * What waits for the caller.
     *
     * @param assignee who is at it in Tasklist; null when nobody is
     * @param note why a former decision was refused; empty when none was
     */
    record Waiting(
            String id,
            String run,
            String kind,
            String subject,
            String requester,
            @Nullable String department,
            @Nullable Long amount,
            @Nullable String currency,
            JsonNode proposal,
            List<String> editable,
            int level,
            int needed,
            @Nullable String assignee,
            String note,
            Instant openedAt) {}

    /**
     * Oldest first.
     *
     * @param next the id behind which the next page begins; null when this is the last
     */
    record WaitingList(List<Waiting> approvals, @Nullable String next) {}

    /**
     * A decision.
     *
     * @param decision approve, reject or return (for changes)
     * @param reason for the record
     * @param changes new values of entries of the proposal; none when left out
     */
    record DecisionRequest(
            Label decision, Reason reason, @Nullable Map<String, JsonNode> changes) {}

    /** Why a request is taken back, for the record. */
    record WithdrawalRequest(Reason reason) {}

    /** An approval so far, for those who have to do with it. */
    record ApprovalView(
            String id,
            String run,
            String kind,
            String subject,
            @Nullable String outcome,
            int level,
            int needed,
            List<TaskView> tasks) {}

    /** One opening of a seat's task; who decided is for the audit. */
    record TaskView(
            int level,
            int seat,
            ApprovalTasks.State state,
            @Nullable String decision,
            Instant openedAt) {}

    private final Door door;
    private final ApprovalSettings settings;
    private final Clock clock;

    ApprovalController(Door door, ApprovalSettings settings, Clock clock) {
        this.door = door;
        this.settings = settings;
        this.clock = clock;
    }

    @Listing
    @GetMapping
    @Operation(
            summary = "What waits for me",
            description = "By my groups, by name, and in the place of those who delegated to me")
    @ApiResponse(responseCode = "200", description = "At most as many as limit, which is 1 to 500")
    @ApiResponse(responseCode = "400", description = "There is no such limit")
    WaitingList waiting(
            @RequestParam(required = false) @Nullable Label kind,
            @RequestParam(required = false) @Nullable Serial after,
            @RequestParam(defaultValue = "500") PageLimit limit,
            JwtAuthenticationToken who) {
        int most = limit.value();
        // One more, to know whether there are more.
        List<Waiting> found = door
                .waitingFor(
                        new Door.Caller(who.getName(), id(who), null),
                        new Approvals.Page(null, Word.textOf(kind), after == null ? null : after.value(), most + 1))
                .stream()
                .map(ApprovalController::waiting)
                .toList();
        return found.size() > most
                ? new WaitingList(found.subList(0, most), found.get(most - 1).id())
                : new WaitingList(found, null);
    }

    private static Waiting waiting(Door.Waiting it) {
        Approval approval = it.approval();
        return new Waiting(
                String.valueOf(approval.id()),
                SagaId.parse(approval.run()).businessId(),
                approval.kind(),
                approval.subject(),
                approval.requester(),
                approval.department(),
                approval.amount(),
                approval.currency(),
                approval.proposal(),
                approval.editable(),
                approval.level(),
                approval.needed(),
                it.assignee(),
                it.task().note(),
                it.task().openedAt());
    }

    @GetMapping("/{id}")
    @Operation(summary = "How an approval stands", description = "For who asked, who decided and who could decide")
    @ApiResponse(responseCode = "404", description = "There is none, or it is none of yours")
    ApprovalView find(@PathVariable("id") Serial serial, JwtAuthenticationToken who) {
        long id = serial.value();
        Door.Caller caller = new Door.Caller(who.getName(), id(who), null);
        return door.story(id)
                .filter(story -> story.concerns(caller) || door.waitsFor(caller, id))
                .map(ApprovalController::view)
                .orElseThrow(() -> unknown(id));
    }

    private static ApprovalView view(Door.Story story) {
        Approval approval = story.approval();
        return new ApprovalView(
                String.valueOf(approval.id()),
                SagaId.parse(approval.run()).businessId(),
                approval.kind(),
                approval.subject(),
                approval.outcome(),
                approval.level(),
                approval.needed(),
                story.tasks().stream()
                        .map(task ->
                                new TaskView(task.level(), task.seat(), task.state(), task.decision(), task.openedAt()))
                        .toList());
    }

    @PostMapping("/{id}/decision")
    @Operation(
            summary = "Decide",
            description = "Proven by the token. The same again is the same as once; it is on record when it is sealed")
    @ApiResponse(responseCode = "202", description = "It is stored and will be sealed")
    @ApiResponse(responseCode = "401", description = "The login is too old: log in again")
    @ApiResponse(responseCode = "403", description = "It breaks a rule, which is on record")
    @ApiResponse(responseCode = "409", description = "It is decided already, or somebody else is at it")
    ResponseEntity<Void> decide(
            @PathVariable("id") Serial serial,
            @Valid @RequestBody DecisionRequest request,
            JwtAuthenticationToken who) {
        Instant authenticatedAt = who.getToken().getClaimAsInstant("auth_time");
        settings.requireFresh(authenticatedAt, clock.instant());
        Door.Caller caller = new Door.Caller(who.getName(), id(who), authenticatedAt);
        long id = serial.value();
        return answer(
                id,
                door.decide(
                        id,
                        caller,
                        request.decision().text(),
                        request.reason().text().strip(),
                        request.changes() == null ? Map.of() : request.changes()));
    }

    @PostMapping("/{id}/withdrawal")
    @Operation(summary = "Take a request back", description = "Only who made it can; twice is the same as once")
    @ApiResponse(responseCode = "202", description = "It will be withdrawn")
    @ApiResponse(responseCode = "403", description = "It is somebody else's")
    @ApiResponse(responseCode = "409", description = "It is decided already")
    ResponseEntity<Void> withdraw(
            @PathVariable("id") Serial serial,
            @Valid @RequestBody WithdrawalRequest request,
            JwtAuthenticationToken who) {
        Door.Caller caller =
                new Door.Caller(who.getName(), id(who), who.getToken().getClaimAsInstant("auth_time"));
        long id = serial.value();
        return answer(id, door.withdraw(id, caller, request.reason().text().strip()));
    }

    private static String id(JwtAuthenticationToken who) {
        return Objects.requireNonNullElse(who.getToken().getSubject(), "");
    }

    private static ResponseEntity<Void> answer(long id, Door.Outcome outcome) {
        return switch (outcome) {
            case Door.Outcome.Stored ignored ->
                ResponseEntity.accepted()
                        .location(URI.create("/api/approvals/" + id))
                        .build();
            case Door.Outcome.Refused refused ->
                throw new Problem(
                        HttpStatus.FORBIDDEN,
                        "%s (%s)".formatted(refused.by().why(), refused.by().rule()));
            case Door.Outcome.Conflict conflict -> throw new Problem(HttpStatus.CONFLICT, conflict.why());
            case Door.Outcome.Unknown ignored -> throw unknown(id);
        };
    }

    private static Problem unknown(long id) {
        return new Problem(HttpStatus.NOT_FOUND, "There is no approval %d for you".formatted(id));
    }
}
