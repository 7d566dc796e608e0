package io.backstitch.intake;

import io.backstitch.web.Problem;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** What every door answers: which run the request has started, now or before. */
public record Started(String id) {

    /** 202 with the run's Location, or the problem of a key that was used for another request. */
    public static ResponseEntity<Started> answer(Accepted accepted) {
        return switch (accepted) {
            case Accepted.New fresh -> accepted(fresh.runId());
            case Accepted.Known known -> accepted(known.runId());
            case Accepted.Conflict ignored ->
                throw new Problem(
                        HttpStatus.CONFLICT,
                        "This Idempotency-Key was used for another request; send a new key for a new request");
        };
    }

    private static ResponseEntity<Started> accepted(String runId) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/runs/" + runId))
                .body(new Started(runId));
    }
}
