package io.backstitch.stack.cli;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.demo.DemoUsers;
import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.operator.ProcessDoor;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Why a door has not taken a request, and what to do. */
record NotStarted(ProcessDoor door, boolean embedded, String key) {

    StackFailure failure(Reply reply) {
        return new StackFailure(
                "No run of %s was started (%s).".formatted(door.process(), reply.reason()),
                whatToDo(reply),
                fields(reply.body()),
                null);
    }

    /** Each field and what is wrong with it, as the application names them. */
    private static List<String> fields(JsonNode body) {
        return body.path("errors")
                .valueStream()
                .map(error -> "%s %s"
                        .formatted(
                                error.path("field").asString(""),
                                error.path("message").asString("")))
                .toList();
    }

    private String whatToDo(Reply reply) {
        return switch (reply.status()) {
            case 400 -> "Correct what is sent to POST %s, and try again; nothing was stored.".formatted(door.path());
            case 401 -> "Set BACKSTITCH_TOKEN to an access token that is still valid.";
            case 403 -> whoMay(reply.body().path("role").asString(""));
            case 409 -> "Leave out --key for another run.";
            default ->
                reply.status() < 500
                        ? "Nothing was stored."
                        : "Send the same again with --key %s: twice is the same as once.".formatted(key);
        };
    }

    private String whoMay(String role) {
        if (!embedded) {
            return "Set BACKSTITCH_TOKEN to a token with the role %s."
                    .formatted(role.isEmpty() ? "that this door needs" : role);
        }
        List<String> having = DemoUsers.having(role);
        return having.isEmpty()
                ? "Name somebody who may, with --as USER."
                : "Of the demo's users, these may: %s. Name one with --as.".formatted(String.join(", ", having));
    }
}
