package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What Operate's page lets an operator do. It takes an operation and hands it to the engine a moment later. */
final class Operate {
    private static final int BAD_REQUEST = 400;

    private final WebSession session;

    Operate(WebSession session) {
        this.session = session;
    }

    /**
     * Sets one variable, whether it is there or not: Operate has an operation for each.
     *
     * @param variable with its value
     */
    Reply setVariable(long instance, Map<String, Object> variable) throws IOException {
        Reply added = setVariable(instance, "ADD_VARIABLE", variable);
        return added.status() == BAD_REQUEST ? setVariable(instance, "UPDATE_VARIABLE", variable) : added;
    }

    private Reply setVariable(long instance, String operation, Map<String, Object> variable) throws IOException {
        var entry = variable.entrySet().iterator().next();
        return operation(
                instance,
                Map.of(
                        "operationType", operation,
                        "variableScopeId", String.valueOf(instance),
                        "variableName", entry.getKey(),
                        "variableValue", Reply.JSON.writeValueAsString(entry.getValue())));
    }

    Reply cancel(long instance) throws IOException {
        return operation(instance, Map.of("operationType", "CANCEL_PROCESS_INSTANCE"));
    }

    Reply resolve(long instance, long incident) throws IOException {
        return operation(instance, Map.of("operationType", "RESOLVE_INCIDENT", "incidentId", String.valueOf(incident)));
    }

    Reply addToken(long instance, String element) throws IOException {
        return session.send(
                "POST",
                "/api/process-instances/%d/modify".formatted(instance),
                Map.of(
                        "modifications",
                        List.of(Map.of("modification", "ADD_TOKEN", "toFlowNodeId", element, "variables", Map.of()))));
    }

    private Reply operation(long instance, Map<String, Object> operation) throws IOException {
        return session.send("POST", "/api/process-instances/%d/operation".formatted(instance), operation);
    }

    /** @param what the engine's records will say when it has taken it */
    Tried tried(Kind kind, Reply reply, String run, String what) {
        String id = reply.body().path("id").asString("");
        Reception reception = Answers.missedIfGone(reply);
        return Tried.of(kind, reception, "", Trace.Entry.changed(run, what, id), "in Operate");
    }
}
