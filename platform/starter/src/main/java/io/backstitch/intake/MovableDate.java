package io.backstitch.intake;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** An event that moves, among other things, the date that a run of its subject waits for. */
public interface MovableDate<R extends Record> extends SubjectEvent<R> {

    /**
     * The event that moves the date, and nothing else.
     *
     * @param told the variables that the run was told so far, in their order
     */
    R moved(List<JsonNode> told, Instant date);
}
