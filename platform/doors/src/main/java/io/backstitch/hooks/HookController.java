package io.backstitch.hooks;

import io.backstitch.intake.Accepted;
import io.backstitch.intake.Started;
import io.backstitch.security.SignedDoor;
import io.backstitch.value.Label;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The door of the webhooks.
 *
 * <p>Metric {@code backstitch.hooks}: requests, by {@code source} (its name, or {@code none}) and {@code outcome} (accepted, duplicate,
 * greeting, conflict, forged, stale, malformed, too-large, too-slow, wrong-type, unknown-source, failed). Stale is what a clock that is wrong looks
 * like too.
 */
@RestController
class HookController {

    @Bean
    static SignedDoor hookDoor() {
        return new SignedDoor("/hooks/**", HttpMethod.POST, "/hooks/*");
    }

    private static final Logger log = LoggerFactory.getLogger(HookController.class);

    private final HookSources sources;
    private final EventBodies bodies;
    private final EventDoor door;
    private final MeterRegistry metrics;

    HookController(HookSources sources, EventBodies bodies, EventDoor door, MeterRegistry metrics) {
        this.sources = sources;
        this.bodies = bodies;
        this.door = door;
        this.metrics = metrics;
    }

    @PostMapping("/hooks/{source}")
    @SecurityRequirements
    @Operation(
            summary = "Send an event that starts a run",
            description =
                    "A webhook, signed as is configured for its source; no token. Stored and answered at once. One event id is one run, for ever.")
    @ApiResponse(
            responseCode = "200",
            description = "The sender has asked whether somebody is here: GitHub's ping, Slack's url_verification")
    @ApiResponse(responseCode = "202", description = "Accepted, now or before; Location names the run")
    @ApiResponse(responseCode = "400", description = "The event is no JSON, or a field or its id is missing or wrong")
    @ApiResponse(responseCode = "401", description = "The signature is missing, wrong, or of another time")
    @ApiResponse(responseCode = "404", description = "There is no such source")
    @ApiResponse(responseCode = "408", description = "The body came too slowly")
    @ApiResponse(responseCode = "409", description = "The event id was used for another event")
    @ApiResponse(responseCode = "413", description = "The event is too large")
    @ApiResponse(responseCode = "415", description = "The event is of another content type")
    ResponseEntity<?> take(@PathVariable("source") Label named, HttpServletRequest request) throws IOException {
        String source = named.text();
        String known = sources.find(source).map(HookSource::name).orElse("none");
        String outcome = "failed";
        try {
            // First of all, and within its time: what we leave unread the server would read on, however long it takes.
            byte[] body = bodies.read(request.getInputStream());
            return switch (door.take(source(source), name -> once(request, name), body)) {
                case Taken.Event event -> {
                    outcome = outcome(known, event.accepted());
                    yield Started.answer(event.accepted());
                }
                case Greeting greeting -> {
                    outcome = "greeting";
                    yield ResponseEntity.ok(greeting.answer());
                }
            };
        } catch (Refused e) {
            outcome = e.refusal().tag();
            throw e.problem();
        } finally {
            metrics.counter("backstitch.hooks", "source", known, "outcome", outcome)
                    .increment();
        }
    }

    /** Of two one would be believed, and the other one read by somebody else. */
    private static @Nullable String once(HttpServletRequest request, String name) {
        if (Collections.list(request.getHeaders(name)).size() > 1) {
            throw new Refused(Refusal.MALFORMED, "The header %s comes more than once".formatted(name));
        }
        return request.getHeader(name);
    }

    private HookSource source(String name) {
        return sources.find(name)
                .orElseThrow(() -> new Refused(
                        Refusal.UNKNOWN_SOURCE, "There is no source of this name; its path is /hooks/ and its name"));
    }

    private static String outcome(String source, Accepted accepted) {
        return switch (accepted) {
            case Accepted.New fresh -> {
                log.info("An event of {} is the run {}", source, fresh.runId());
                yield "accepted";
            }
            case Accepted.Known ignored -> "duplicate";
            case Accepted.Archived ignored -> "duplicate";
            case Accepted.Conflict ignored ->
                throw new Refused(
                        Refusal.CONFLICT, "This event id was used for another event; a new event has a new id");
        };
    }
}
