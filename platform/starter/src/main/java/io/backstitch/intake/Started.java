package io.backstitch.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.backstitch.web.Problem;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * What every door answers: which run the request has started, now or before.
 *
 * @param archived left out unless the run is archived
 */
public record Started(
        String id,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Archived archived) {

    /**
     * A run that has ended, and of which the application knows no more than that.
     *
     * @param outcome which end of the model was reached; null when it reached none
     */
    public record Archived(@Nullable String outcome, Instant at) {}

    /** 202 with the run's Location, or the problem of a key that was used for another request. */
    public static ResponseEntity<Started> answer(Accepted accepted) {
        return switch (accepted) {
            case Accepted.New fresh -> accepted(new Started(fresh.runId(), null));
            case Accepted.Known known -> accepted(new Started(known.runId(), null));
            case Accepted.Archived known ->
                accepted(new Started(known.runId(), new Archived(known.outcome(), known.at())));
            case Accepted.Conflict ignored ->
                throw new Problem(
                        HttpStatus.CONFLICT,
                        "This Idempotency-Key was used for another request; send a new key for a new request");
        };
    }

    private static ResponseEntity<Started> accepted(Started started) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/runs/" + started.id()))
                .body(started);
    }
}
