package io.backstitch.approval;

import io.backstitch.directory.Directory;
import io.backstitch.directory.Person;
import io.backstitch.security.DoorRules;
import io.backstitch.value.Label;
import io.backstitch.value.Reason;
import io.backstitch.value.Serial;
import io.backstitch.value.Within;
import io.backstitch.web.Listing;
import io.backstitch.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is away says who decides in their place, and until when. Both are on record. */
@RestController
@RequestMapping("/api/approval-delegations")
class DelegationController {

    @Bean
    static DoorRules delegationDoors() {
        return new DoorRules(
                DoorRules.role("approver", HttpMethod.GET, "/api/approval-delegations"),
                DoorRules.role("approver", HttpMethod.POST, "/api/approval-delegations"),
                DoorRules.role("approver", HttpMethod.DELETE, "/api/approval-delegations/*"));
    }

    private static final Duration LONGEST = Duration.ofDays(366);

    /**
     * A delegation.
     *
     * @param to user name of who decides in the caller's place
     * @param until at most a year from now
     */
    record DelegationRequest(Label to, @Within Instant until, Reason reason) {}

    record Created(long id) {}

    /** Given or received, in force. */
    record DelegationList(List<Delegation> delegations) {}

    private final Delegations delegations;
    private final Directory directory;
    private final ApprovalAudit audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DelegationController(
            Delegations delegations,
            Directory directory,
            ApprovalAudit audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.delegations = delegations;
        this.directory = directory;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Listing
    @GetMapping
    @Operation(summary = "My delegations", description = "Given and received, in force")
    DelegationList list(JwtAuthenticationToken who) {
        return new DelegationList(delegations.of(identity(who)));
    }

    @PostMapping
    @Operation(
            summary = "Let another decide in my place",
            description = "Approvals that are asked for from now on; never about their own requests, nor about mine")
    @ApiResponse(responseCode = "201", description = "In force")
    @ApiResponse(responseCode = "409", description = "As many as may are in force")
    @ApiResponse(
            responseCode = "400",
            description = "Nobody of that name may log in, or the time is not in the year to come")
    ResponseEntity<Created> add(@Valid @RequestBody DelegationRequest request, JwtAuthenticationToken who) {
        Identity from = identity(who);
        Instant now = clock.instant();
        String deputy = request.to().text();
        if (deputy.equals(from.userName())) {
            throw new Problem(HttpStatus.BAD_REQUEST, "You decide in your own place already");
        }
        if (!request.until().isAfter(now) || request.until().isAfter(now.plus(LONGEST))) {
            throw Problem.ofParameter("until", "must be in the year to come");
        }
        Person to = directory
                .find(deputy)
                .orElseThrow(() ->
                        new Problem(HttpStatus.BAD_REQUEST, "Nobody of the name %s may log in".formatted(deputy)));
        Long id = transaction.execute(status -> add(from, Identity.of(to), request));
        if (id == null) {
            throw new Problem(
                    HttpStatus.CONFLICT,
                    "%d may decide in your place already, which is the most; take one back first"
                            .formatted(Delegations.MOST));
        }
        return ResponseEntity.status(HttpStatus.CREATED).body(new Created(id));
    }

    private static Identity identity(JwtAuthenticationToken who) {
        return new Identity(
                who.getName(), Objects.requireNonNullElse(who.getToken().getSubject(), ""));
    }

    /** Null when there are too many. */
    private @Nullable Long add(Identity from, Identity to, DelegationRequest request) {
        Optional<Long> added =
                delegations.add(from, to, request.until(), request.reason().text());
        if (added.isEmpty()) {
            return null;
        }
        long id = added.get();
        audit.append(
                AuditedApproval.DELEGATED,
                null,
                Map.of(
                        "actor", audit.pseudonym(from.userName()),
                        "delegation", String.valueOf(id),
                        "to", audit.pseudonym(request.to().text()),
                        "until", request.until().toString(),
                        "reason", request.reason().text()));
        return id;
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "Take a delegation back")
    @ApiResponse(responseCode = "204", description = "Not in force any more")
    @ApiResponse(responseCode = "404", description = "You have none of this number in force")
    ResponseEntity<Void> end(@PathVariable Serial id, JwtAuthenticationToken who) {
        boolean ended = Boolean.TRUE.equals(transaction.execute(status -> end(id.value(), identity(who))));
        if (!ended) {
            throw new Problem(HttpStatus.NOT_FOUND, "You have no delegation %s in force".formatted(id));
        }
        return ResponseEntity.noContent().build();
    }

    private boolean end(long id, Identity from) {
        boolean ended = delegations.end(id, from);
        if (ended) {
            audit.append(
                    AuditedApproval.DELEGATION_ENDED,
                    null,
                    Map.of("actor", audit.pseudonym(from.userName()), "delegation", String.valueOf(id)));
        }
        return ended;
    }
}
