package io.backstitch.endtoend;

import static org.awaitility.Awaitility.await;

import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.ObjectChange;
import io.backstitch.stack.sandbox.SandboxClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where nobody but a person can know whether triggers were created: looks at the partner's, and says so over the API. */
final class PersonOnCall {

    private final OnboardingClient operator;
    private final SandboxClient partners;
    private final Map<String, String> decisions = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    PersonOnCall(RunningStack stack) {
        this.operator = OnboardingClient.as("operator", stack);
        this.partners = stack.partners();
    }

    /** Waits until the run has ended, decides what waits for a person meanwhile, and returns how it has ended. */
    JsonNode seeToTheEnd(String run) {
        return await("the end of " + run)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(
                        () -> decide(operator.run(run)),
                        it -> it.path("state").asString("").equals("ENDED"));
    }

    boolean wasAskedAbout(String run) {
        return asked.contains(run);
    }

    private JsonNode decide(JsonNode run) {
        run.path("steps")
                .valueStream()
                .filter(step -> step.path("recovery").asString("").equals("ASK_PERSON")
                        && step.path("state").asString("").equals("IN_DOUBT"))
                .map(step -> step.path("key").asString())
                .forEach(key -> {
                    asked.add(run.path("id").asString());
                    decisions.putIfAbsent(key, decision(key));
                });
        // Refused until the engine's record of the incident has come: sent again then.
        decisions
                .values()
                .removeIf(decision -> operator.post("/api/effects/decisions", "application/json", decision, null)
                                .statusCode()
                        == 200);
        return run;
    }

    private String decision(String key) {
        Map<String, Object> decision = partners.objects().stream()
                .filter(change -> change.key().equals(key) && change.change() == ObjectChange.Change.CREATED)
                .findFirst()
                .<Map<String, Object>>map(created -> Map.of(
                        "key",
                        key,
                        "verdict",
                        "HAPPENED",
                        "receipt",
                        Map.of("triggersId", created.id()),
                        "reason",
                        "is there"))
                .orElseGet(() -> Map.of("key", key, "verdict", "DID_NOT_HAPPEN", "reason", "is not there"));
        return JsonMapper.shared().writeValueAsString(decision);
    }
}
