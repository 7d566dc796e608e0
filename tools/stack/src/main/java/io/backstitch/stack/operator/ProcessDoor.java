package io.backstitch.stack.operator;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A door behind which runs of a process begin, as the application's own description tells it.
 *
 * @param json whether what it takes is JSON, and not a file
 */
public record ProcessDoor(String process, String path, boolean json) {

    /** Where the application describes its API. */
    public static final String DESCRIPTION = "/v3/api-docs";

    /** In the description, beside each such door. */
    private static final String PROCESS = "x-backstitch-process";

    /** All that a description names, in the order of the processes' names. */
    public static List<ProcessDoor> in(JsonNode description) {
        return description
                .path("paths")
                .propertyStream()
                .flatMap(ProcessDoor::at)
                .sorted((one, other) -> one.process().compareTo(other.process()))
                .toList();
    }

    private static Stream<ProcessDoor> at(Map.Entry<String, JsonNode> path) {
        JsonNode post = path.getValue().path("post");
        return post.path(PROCESS).isString()
                ? Stream.of(new ProcessDoor(
                        post.path(PROCESS).asString(),
                        path.getKey(),
                        post.path("requestBody").path("content").has("application/json")))
                : Stream.empty();
    }
}
