package io.backstitch.endtoend;

import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.Patience;
import io.backstitch.stack.junit.RunningStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of our doors, as one user of the demo realm. */
final class OnboardingClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    /** By Keycloak's address and user, for all clients: a password costs Keycloak more than all else that is asked of it. */
    private static final Map<String, Token> TOKENS = new ConcurrentHashMap<>();

    private final HttpClient http = HttpClient.newHttpClient();
    private final RunningStack stack;
    private final @Nullable String user;

    /** Asked for again long before it ends. */
    private record Token(String text, Instant until) {}

    private OnboardingClient(RunningStack stack, @Nullable String user) {
        this.stack = stack;
        this.user = user;
    }

    static OnboardingClient as(String user, RunningStack stack) {
        return new OnboardingClient(stack, user);
    }

    static OnboardingClient withoutToken(RunningStack stack) {
        return new OnboardingClient(stack, null);
    }

    /** A customer whom the risk table lets through. */
    static Map<String, Object> aCustomer() {
        String number = UUID.randomUUID().toString().substring(0, 8);
        return Map.of(
                "customer",
                "Customer " + number,
                "email",
                number + "@customer.example",
                "plan",
                "team",
                "amount",
                4900,
                "currency",
                "EUR",
                "cardToken",
                "tok_visa_" + number);
    }

    /** A customer whom somebody must look at. */
    static Map<String, Object> aRiskyCustomer() {
        return with(aCustomer(), "plan", "enterprise");
    }

    static Map<String, Object> with(Map<String, Object> customer, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(customer);
        changed.put(field, value);
        return changed;
    }

    static String text(Map<String, Object> customer, String field) {
        return String.valueOf(customer.get(field));
    }

    /** Starts a run with a key of its own, and returns its id. */
    String start(Map<String, Object> customer) {
        HttpResponse<String> answer = post(customer, "key-" + customer.get("email"));
        if (answer.statusCode() != 202) {
            throw new IllegalStateException("Not accepted: " + answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).get("id").asString();
    }

    HttpResponse<String> post(Map<String, Object> customer, @Nullable String idempotencyKey) {
        return post("/api/onboardings", "application/json", JSON.writeValueAsString(customer), idempotencyKey);
    }

    HttpResponse<String> post(String path, String contentType, String body, @Nullable String idempotencyKey) {
        HttpRequest.Builder request =
                request(path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body));
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(request);
    }

    HttpResponse<String> put(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> put(String path, String json, String idempotencyKey) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .PUT(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> delete(String path) {
        return send(request(path).DELETE());
    }

    HttpResponse<String> cancel(String run) {
        return cancel(run, "a test");
    }

    HttpResponse<String> cancel(String run, String reason) {
        return send(request("/api/runs/" + run + "/cancel")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"reason\": \"%s\"}".formatted(reason))));
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    JsonNode run(String id) {
        return JSON.readTree(get("/api/runs/" + id).body());
    }

    /** Waits until the run has ended, and returns how. */
    JsonNode ended(String run) {
        return awaitRun(run, it -> it.path("state").asString("").equals("ENDED"));
    }

    /** Waits until the effect of the element is in the state. */
    void awaitEffect(String run, String element, String state) {
        awaitRun(
                run,
                it -> it.path("steps")
                        .valueStream()
                        .anyMatch(step -> isForward(step)
                                && step.path("element").asString("").equals(element)
                                && step.path("state").asString("").equals(state)));
    }

    private static boolean isForward(JsonNode step) {
        return !step.path("undoes").isString();
    }

    private JsonNode awaitRun(String run, Predicate<JsonNode> condition) {
        return await(run)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> run(run), condition);
    }

    /** The job types of the undos that were done, in order. */
    static List<String> undone(JsonNode run) {
        return run.path("steps")
                .valueStream()
                .filter(step ->
                        !isForward(step) && step.path("state").asString("").equals("COMPLETED"))
                .map(step -> step.path("effect").asString(""))
                .toList();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(stack.url(Part.APPLICATION) + path))
                .timeout(Patience.OF_TESTS);
        return user == null ? request : request.header("Authorization", "Bearer " + currentToken(user));
    }

    private String currentToken(String userName) {
        return TOKENS.compute(
                        stack.url(Part.KEYCLOAK) + " " + userName,
                        (key, known) -> known != null && Instant.now().isBefore(known.until())
                                ? known
                                : new Token(token(userName), Instant.now().plusSeconds(60)))
                .text();
    }

    private String token(String userName) {
        String form = "grant_type=password&client_id=backstitch-cli&password=demo&username=" + userName;
        URI uri = URI.create(stack.url(Part.KEYCLOAK) + "/realms/backstitch/protocol/openid-connect/token");
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        return JSON.readTree(answer.body()).get("access_token").asString();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
