package io.backstitch.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.logs.CapturedLog;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.value.Lines;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the door of the webhooks takes and refuses, over real HTTP and on the real database; and that it tells nobody what came. */
@NeedsStack(Part.POSTGRES)
@ExtendWith(CapturedLog.Extension.class)
class HookControllerTest {

    private static final String SECRET = "whsec_c2VjcmV0LW9mLWJpbGxpbmctZm9yLXRlc3Rz";
    private static final String NEXT_SECRET = "whsec_bmV4dC1zZWNyZXQtb2YtYmlsbGluZy10ZXN0cw==";
    private static final String OTHER_SECRETS = "a-secret-for-tests";
    /** Stands in every event that could be told: neither answers nor the log may have it. */
    private static final String PRIVATE = "Confidential";

    private static final String NOT_PROVEN = "The event is not proven";
    /** Short: one in forty long numbers looks like that of a card, and is refused where a token of one belongs. */
    private static final AtomicLong IDS = new AtomicLong(1_000_000);

    private static EventsOnDatabase application;

    private final String id = "evt-" + IDS.incrementAndGet();
    private final Sender billing = sender("billing");
    private int runsBefore;

    @BeforeAll
    static void start(RunningStack stack) {
        application = new EventsOnDatabase(
                stack,
                Map.ofEntries(
                        Map.entry("backstitch.hooks.sources.billing.event", "onboarding.requested"),
                        Map.entry("backstitch.hooks.sources.billing.scheme", "standard-webhooks"),
                        Map.entry("backstitch.hooks.sources.billing.secrets[0]", NEXT_SECRET),
                        Map.entry("backstitch.hooks.sources.billing.secrets[1]", SECRET),
                        Map.entry("backstitch.hooks.sources.repo.event", "onboarding.requested"),
                        Map.entry("backstitch.hooks.sources.repo.scheme", "github"),
                        Map.entry("backstitch.hooks.sources.repo.secrets", OTHER_SECRETS),
                        Map.entry("backstitch.hooks.sources.shop.event", "onboarding.requested"),
                        Map.entry("backstitch.hooks.sources.shop.scheme", "stripe"),
                        Map.entry("backstitch.hooks.sources.shop.secrets", OTHER_SECRETS),
                        Map.entry("backstitch.hooks.sources.shop.variables.customer", "/data/object/name"),
                        Map.entry("backstitch.hooks.sources.shop.variables.email", "/data/object/email"),
                        Map.entry("backstitch.hooks.sources.shop.variables.plan", "/data/object/metadata/plan"),
                        Map.entry("backstitch.hooks.sources.shop.variables.amount", "/data/object/amount"),
                        Map.entry("backstitch.hooks.sources.shop.variables.currency", "/data/object/currency"),
                        Map.entry("backstitch.hooks.sources.shop.variables.cardToken", "/data/object/payment_method"),
                        Map.entry("backstitch.hooks.sources.chat.event", "onboarding.requested"),
                        Map.entry("backstitch.hooks.sources.chat.scheme", "slack"),
                        Map.entry("backstitch.hooks.sources.chat.secrets", OTHER_SECRETS),
                        Map.entry("backstitch.hooks.sources.chat.event-id", "/cardToken")));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @BeforeEach
    void count() {
        runsBefore = application.runs();
    }

    @AfterEach
    void nothingLeaksToTheLog(CapturedLog log) {
        assertThat(log.getAll())
                .doesNotContain(PRIVATE, "@private.example", "tok_private", SECRET, NEXT_SECRET, OTHER_SECRETS, id);
    }

    @Test
    void anEventIsTheRequestOfTheApiAndStartsARun(CapturedLog log) {
        double before = counted("billing", "accepted");

        HttpResponse<String> answer = post(aCustomer());

        assertThat(answer.statusCode()).isEqualTo(202);
        String run = run(answer);
        assertThat(answer.headers().firstValue("Location")).hasValue("/api/runs/" + run);
        JsonNode stored = variables(run);
        assertThat(stored.path("customer").asString()).startsWith(PRIVATE);
        assertThat(stored.path("amount").asLong()).isEqualTo(1999);
        assertThat(stored.path("requester").asString()).isEqualTo("hook/billing");
        assertThat(log.getAll()).contains("An event of billing is the run " + run);
        assertThat(counted("billing", "accepted")).isEqualTo(before + 1);
    }

    @Test
    void picksTheFieldsOfTheRequestFromThePayload() {
        String event = """
                {"id": "%s", "type": "checkout.completed", "pending_webhooks": 1, "data": {"object": {"name": "Confidential Ltd",
                 "email": "ada@private.example", "amount": 4200, "currency": "eur", "payment_method": "tok_private",
                 "metadata": {"plan": "business"}}}}""".formatted(id);

        HttpResponse<String> answer = sender("shop").post(event, Sender.stripe(OTHER_SECRETS, Instant.now(), event));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(variables(run(answer)).path("amount").asLong()).isEqualTo(4200);
        assertThat(variables(run(answer)).path("plan").asString()).isEqualTo("business");

        String again = event.replace("\"pending_webhooks\": 1", "\"pending_webhooks\": 0");
        assertThat(run(sender("shop").post(again, Sender.stripe(OTHER_SECRETS, Instant.now(), again))))
                .as("what the process does not read makes no other event")
                .isEqualTo(run(answer));
    }

    @Test
    void takesAFormWhoseFieldPayloadIsTheEvent() {
        String form = "payload=" + URLEncoder.encode(aCustomer(), UTF_8);
        Map<String, String> github = Sender.github(OTHER_SECRETS, id, form);

        HttpResponse<String> answer =
                sender("repo").post(form, Sender.with(github, "Content-Type", "application/x-www-form-urlencoded"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(variables(run(answer)).path("plan").asString()).isEqualTo("team");
    }

    @Test
    void takesEventsOfSlackByTheIdThatIsConfigured() {
        String event = aCustomer().replace("tok_private", "tok_private_" + id);

        HttpResponse<String> answer = sender("chat").post(event, Sender.slack(OTHER_SECRETS, Instant.now(), event));

        assertThat(answer.statusCode()).isEqualTo(202);
    }

    /** GitHub shows a red mark beside a webhook whose ping is refused. */
    @Test
    void answersThePingOfGithub() {
        String ping = "{\"zen\": \"Confidential\", \"hook_id\": 7, \"hook\": {\"id\": 7}}";
        Map<String, String> signed = Sender.with(Sender.github(OTHER_SECRETS, id, ping), "X-GitHub-Event", "ping");

        HttpResponse<String> answer = sender("repo").post(ping, signed);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        assertThat(counted("repo", "greeting")).isEqualTo(1);
        assertProblem(
                sender("repo").post(ping, Sender.with(signed, "X-Hub-Signature-256", "sha256=00")), 401, NOT_PROVEN);
        assertStored(0);
    }

    /** Slack takes an address only when it answers with the challenge. */
    @Test
    void answersTheChallengeOfSlack() {
        String asked = "{\"token\": \"Confidential\", \"challenge\": \"3eZbrw1aB\", \"type\": \"url_verification\"}";

        HttpResponse<String> answer = sender("chat").post(asked, Sender.slack(OTHER_SECRETS, Instant.now(), asked));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"challenge\":\"3eZbrw1aB\"}");
        assertStored(0);
    }

    @Test
    void refusesAHeaderThatComesTwiceAndAFieldThatDoes() {
        String event = aCustomer();
        HttpRequest.Builder twice =
                HttpRequest.newBuilder().POST(BodyPublishers.ofString(event)).header("webhook-id", id + "-other");
        assertProblem(
                billing.post(twice, Sender.standardWebhooks(SECRET, id, Instant.now(), event)),
                400,
                "The header webhook-id comes more than once");

        assertProblem(
                post(event.replace("\"amount\": 1999", "\"amount\": 1999, \"amount\": 1")),
                400,
                "The event is no JSON, or has a field twice");
        assertStored(0);
    }

    @Test
    void takesBothSecretsWhileTheyChange() {
        assertThat(post(aCustomer(), Sender.standardWebhooks(SECRET, id, Instant.now(), aCustomer()))
                        .statusCode())
                .isEqualTo(202);
        assertThat(post(aCustomer(), Sender.standardWebhooks(NEXT_SECRET, id + "-next", Instant.now(), aCustomer()))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void anEventIsOneRunAlsoLongAfterThatHasEnded() {
        String run = run(post(aCustomer()));
        application
                .sql(
                        "UPDATE run SET accepted_at = accepted_at - interval '3 years', relayed_at = now() - interval '3 years'"
                                + " WHERE id = ?")
                .param(run)
                .update();

        HttpResponse<String> again = post(aCustomer());

        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(run(again)).isEqualTo(run);
        assertStored(1);
    }

    @Test
    void refusesAnotherEventOfTheSameIdAndSaysNothingOfTheFirst() {
        String run = run(post(aCustomer()));
        JsonNode before = variables(run);

        HttpResponse<String> answer = post(aCustomer().replace("1999", "2999"));

        assertProblem(answer, 409, "This event id was used for another event");
        assertThat(detail(answer)).doesNotContainPattern("[0-9a-f]{64}");
        assertThat(variables(run)).isEqualTo(before);
        assertStored(1);
    }

    @Test
    void aThousandTimesTheSameOverTwentyConnectionsIsOneRun() throws Exception {
        double duplicates = counted("billing", "duplicate");
        String event = aCustomer();
        Callable<Set<String>> sendFifty = () -> {
            Sender sender = sender("billing");
            Set<String> runs = new HashSet<>();
            for (int i = 0; i < 50; i++) {
                HttpResponse<String> answer =
                        sender.post(event, Sender.standardWebhooks(SECRET, id, Instant.now(), event));
                assertThat(answer.statusCode()).isEqualTo(202);
                runs.add(run(answer));
            }
            return runs;
        };
        Set<String> runs = new HashSet<>();
        try (ExecutorService senders = Executors.newFixedThreadPool(20)) {
            List<Future<Set<String>>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(senders.submit(sendFifty));
            }
            for (Future<Set<String>> one : all) {
                runs.addAll(one.get());
            }
        }

        assertThat(runs).hasSize(1);
        assertStored(1);
        assertThat(counted("billing", "duplicate")).isEqualTo(duplicates + 999);
    }

    @Test
    void hearsOfOneAndTheSameReasonWhateverIsWrongWithTheProof() {
        String event = aCustomer();
        Instant now = Instant.now();
        Map<String, String> right = Sender.standardWebhooks(SECRET, id, now, event);
        List<Map<String, String>> wrong = List.of(
                Map.of("Content-Type", "application/json"),
                Sender.standardWebhooks("whsec_YW5vdGhlcg==", id, now, event),
                Sender.standardWebhooks(SECRET, id, now, event + " "),
                Sender.standardWebhooks(SECRET, id, now.minus(Duration.ofMinutes(6)), event),
                Sender.standardWebhooks(SECRET, id, now.plus(Duration.ofMinutes(6)), event),
                Sender.with(right, "webhook-id", id + "-another"),
                Sender.with(right, "webhook-timestamp", "soon"),
                Sender.with(right, "webhook-signature", "v1,???"),
                Sender.github(OTHER_SECRETS, id, event));

        List<String> answers = wrong.stream()
                .map(headers -> post(event, headers))
                .peek(answer -> assertProblem(answer, 401, NOT_PROVEN))
                .map(HttpResponse::body)
                .toList();

        assertThat(answers.stream().distinct()).hasSize(1);
        assertStored(0);
        assertThat(counted("billing", "stale")).isPositive();
        assertThat(counted("billing", "forged")).isPositive();
    }

    @Test
    void aTokenOfTheRealmProvesNoEvent() {
        assertProblem(
                post(aCustomer(), Map.of("Content-Type", "application/json", "Authorization", "Bearer anna")),
                401,
                NOT_PROVEN);
        assertStored(0);
    }

    @Test
    void whatIsReplayedWithinTheWindowIsTheSameRun() {
        String event = aCustomer();
        Map<String, String> kept = Sender.standardWebhooks(SECRET, id, Instant.now(), event);

        assertThat(run(post(event, kept))).isEqualTo(run(post(event, kept)));
        assertStored(1);
    }

    /** The id of a delivery is not signed, and who has kept one could send it under another: so the bytes are the id. */
    @Test
    void whereTheBytesAreTheIdNoReplayPasses() {
        String event = aCustomer().replace("tok_private", "tok_private_" + id);

        HttpResponse<String> first = sender("repo").post(event, Sender.github(OTHER_SECRETS, "delivery-1", event));
        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        HttpResponse<String> replay = sender("repo").post(event, Sender.github(OTHER_SECRETS, "delivery-2", event));

        assertThat(run(replay)).isEqualTo(run(first));
        assertStored(1);
    }

    @Test
    void namesTheFieldsThatAreWrongAndNoneOfTheirValues() {
        String event = "{\"customer\": \"Confidential Ltd\", \"email\": \"Confidential\", \"plan\": \"Confidential\","
                + " \"amount\": -1999, \"currency\": \"Confidential\"}";

        HttpResponse<String> answer = post(event);

        assertProblem(answer, 400, "Some fields are missing or wrong");
        assertThat(json(answer).findValuesAsString("field"))
                .containsExactly("amount", "cardToken", "currency", "email", "plan");
        assertThat(answer.body()).doesNotContain(PRIVATE, "1999");
        assertStored(0);
    }

    @Test
    void namesTheFieldThatCannotBeRead() {
        HttpResponse<String> answer = post(aCustomer().replace("1999", "\"Confidential\""));

        assertProblem(answer, 400, "Some fields are missing or wrong");
        assertThat(json(answer).findValuesAsString("field")).containsExactly("amount");
        assertThat(answer.body()).doesNotContain(PRIVATE);
        assertStored(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Confidential",
                "\"Confidential\"",
                "[\"Confidential\"]",
                "{\"customer\": \"Confidential",
                "null",
                "1",
                "{\"customer\": \"Confidential\"}}",
                "{\"customer\": \"Confidential\\q\"}"
            })
    void refusesWhatIsNoJsonObject(String event) {
        HttpResponse<String> answer = post(event);

        assertProblem(answer, 400, "The event is no JSON");
        assertThat(answer.body()).doesNotContain(PRIVATE);
        assertStored(0);
    }

    @Test
    void refusesJsonThatIsNestedTooDeep() {
        assertProblem(post("{\"a\":".repeat(2000) + "1" + "}".repeat(2000)), 400, "The event is no JSON");
        assertStored(0);
    }

    /** What goes in comes out of the database as it was, for instance into the variables of the run. */
    @Test
    void keepsNamesOfAllScriptsWhole() {
        List<String> names = Lines.of("names-that-are-kept.txt").toList();
        for (int i = 0; i < names.size(); i++) {
            String event = JsonMapper.shared()
                    .writeValueAsString(Map.of(
                            "customer", names.get(i),
                            "email", "ada@private.example",
                            "plan", "team",
                            "amount", 1999,
                            "currency", "jpy",
                            "cardToken", "tok_private"));

            HttpResponse<String> answer =
                    post(event, Sender.standardWebhooks(SECRET, id + "-" + i, Instant.now(), event));

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(variables(run(answer)).path("customer").asString())
                    .isEqualTo(Normalizer.normalize(names.get(i), Normalizer.Form.NFC));
            assertThat(variables(run(answer)).path("currency").asString()).isEqualTo("JPY");
        }
        assertStored(names.size());
    }

    @Test
    void refusesNamesThatCannotBeSeenWithTheirField() {
        Lines.of("names-that-are-refused.txt").forEach(name -> {
            HttpResponse<String> answer = post(aCustomer().replace("\"Confidential Ltd\"", escaped(name)));

            assertProblem(answer, 400, "Some fields are missing or wrong");
            assertThat(json(answer).findValuesAsString("field")).containsExactly("customer");
        });
        assertStored(0);
    }

    /** Also half characters, which are none in UTF-8. */
    private static String escaped(String name) {
        return name.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "\"", "\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"49.99", "0.49", "1999.000000000000000001", "\"1999\"", "true", "1e99", "-1"})
    void chargesNoPartOfACent(String amount) {
        HttpResponse<String> answer = post(aCustomer().replace("1999", amount));

        assertProblem(answer, 400, "Some fields are missing or wrong");
        assertThat(json(answer).findValuesAsString("field")).containsExactly("amount");
        assertStored(0);
    }

    @Test
    void refusesATextThatTheDatabaseCannotKeep() {
        HttpResponse<String> refused = post(aCustomer().replace("Confidential", "Confidential\\u0000"));
        assertProblem(refused, 400, "see errors");
        assertThat(refused.body()).contains("customer", "U+0000").doesNotContain(PRIVATE);
        assertThat(post(aCustomer().replace("Confidential", "Confidential\\\\u0000"))
                        .statusCode())
                .as("a text about it is none")
                .isEqualTo(202);
        assertStored(1);
    }

    @Test
    void refusesAnEventWithoutAnId() {
        String event = aCustomer();

        assertProblem(sender("shop").post(event, Sender.stripe(OTHER_SECRETS, Instant.now(), event)), 400, "has no id");
        String longId = aCustomer().replace("tok_private", "i".repeat(256));
        assertProblem(
                sender("chat").post(longId, Sender.slack(OTHER_SECRETS, Instant.now(), longId)), 400, "has no id");
        assertStored(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"payload=", "payload=%7B%ZZ", "other=1", "payload=%7B%7D&payload=%7B%7D", ""})
    void refusesAFormThatHasNoEvent(String form) {
        Map<String, String> github = Sender.github(OTHER_SECRETS, id, form);

        assertThat(sender("repo")
                        .post(form, Sender.with(github, "Content-Type", "application/x-www-form-urlencoded"))
                        .statusCode())
                .isEqualTo(400);
        assertStored(0);
    }

    @ParameterizedTest
    @MethodSource
    void refusesABodyThatIsTooLarge(HttpRequest.Builder request) {
        HttpResponse<String> answer = billing.post(request, Map.of("Content-Type", "application/json"));

        assertProblem(answer, 413, "The body may have 262144 bytes at most");
        assertStored(0);
    }

    static Stream<HttpRequest.Builder> refusesABodyThatIsTooLarge() {
        byte[] large = " ".repeat((256 << 10) + 1).getBytes(UTF_8);
        return Stream.of(
                HttpRequest.newBuilder().POST(BodyPublishers.ofByteArray(large)),
                HttpRequest.newBuilder().POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
    }

    @Test
    void takesABodyThatIsAsLargeAsMayBe() {
        String event = aCustomer();

        assertThat(post(event + " ".repeat((256 << 10) - event.length())).statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=b",
                "*/*",
                "?"
            })
    void refusesOtherContentTypes(String type) {
        String event = aCustomer();
        Map<String, String> signed = Sender.standardWebhooks(SECRET, id, Instant.now(), event);

        assertProblem(
                post(event, Sender.with(signed, "Content-Type", type)), 415, "Send the event as application/json");
        assertStored(0);
    }

    @Test
    void doesNotKnowOtherSources() {
        double before = counted("none", "unknown-source");

        assertProblem(
                sender("nobody").post(aCustomer(), Sender.standardWebhooks(SECRET, id, Instant.now(), aCustomer())),
                404,
                "There is no source of this name");
        assertThat(counted("none", "unknown-source")).isEqualTo(before + 1);
        assertStored(0);
    }

    @Test
    void opensNothingElse() {
        assertProblem(billing.post(HttpRequest.newBuilder().GET(), Map.of()), 405, "does not take this method");
        HttpResponse<String> options =
                billing.post(HttpRequest.newBuilder().method("OPTIONS", BodyPublishers.noBody()), Map.of());
        assertThat(options.statusCode()).as(options.body()).isEqualTo(200);
        assertThat(options.headers().firstValue("Allow")).hasValue("POST,OPTIONS");
        assertProblem(sender("billing/more").post(aCustomer(), Map.of()), 404, "nothing at this path");
        assertThat(api().post(aCustomer(), Map.of("Content-Type", "application/json", "Idempotency-Key", id))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void theApiTakesTheSameRequest() {
        HttpResponse<String> answer = api().post(
                        aCustomer(),
                        Map.of(
                                "Content-Type",
                                "application/json",
                                "Idempotency-Key",
                                id,
                                "Authorization",
                                "Bearer anna"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(variables(run(answer)).path("requester").asString()).isEqualTo("anna");
    }

    private HttpResponse<String> post(String event) {
        return post(event, Sender.standardWebhooks(SECRET, id, Instant.now(), event));
    }

    private HttpResponse<String> post(String event, Map<String, String> headers) {
        return billing.post(event, headers);
    }

    private static Sender sender(String source) {
        return new Sender(application.address().resolve("/hooks/" + source));
    }

    private static Sender api() {
        return new Sender(application.address().resolve("/api/onboardings"));
    }

    private static String aCustomer() {
        return """
                {"customer": "Confidential Ltd", "email": "ada@private.example", "plan": "team", "amount": 1999, "currency": "EUR",
                 "cardToken": "tok_private"}""";
    }

    private void assertStored(int runs) {
        assertThat(application.runs()).isEqualTo(runsBefore + runs);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(detail(answer)).contains(detail);
        assertThat(answer.body()).doesNotContain(PRIVATE, SECRET, NEXT_SECRET, OTHER_SECRETS);
    }

    private static String detail(HttpResponse<String> answer) {
        return json(answer).path("detail").asString("");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static String run(HttpResponse<String> answer) {
        return json(answer).path("id").asString("");
    }

    private static JsonNode variables(String run) {
        return JsonMapper.shared()
                .readTree(application
                        .sql("SELECT variables FROM run WHERE id = ?")
                        .param(run)
                        .query(String.class)
                        .single());
    }

    private static double counted(String source, String outcome) {
        return application
                .get(MeterRegistry.class)
                .counter("backstitch.hooks", "source", source, "outcome", outcome)
                .count();
    }
}
