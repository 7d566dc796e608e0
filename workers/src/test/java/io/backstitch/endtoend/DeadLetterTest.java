package io.backstitch.endtoend;

import static io.backstitch.endtoend.OnboardingClient.aCustomer;
import static io.backstitch.endtoend.OnboardingClient.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.SandboxClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What has failed for good waits for a person, who decides over the API; the engine's own records tell of its incidents. */
@NeedsStack({Part.POSTGRES, Part.KAFKA, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION})
@ResourceLock(ObjectsInMatrix.TRIGGERS)
class DeadLetterTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private final OnboardingClient operator;
    private final OnboardingClient requester;
    private final SandboxClient partners;

    DeadLetterTest(RunningStack stack) {
        this.operator = OnboardingClient.as("operator", stack);
        this.requester = OnboardingClient.as("requester", stack);
        this.partners = stack.partners();
    }

    @AfterEach
    void mendPartners() {
        partners.clearFaults();
    }

    @Test
    void replaysAStepThatHadFailedForGoodAndChargesOnce() {
        String run = startWithCharge(Fault.status(400));
        JsonNode letter = openLetter(run);
        assertThat(letter.path("kind").asString()).isEqualTo("FINAL");
        assertThat(letter.path("attempts").path(0).path("classified").asString())
                .isEqualTo("FINAL");
        assertThat(operator.run(run).path("state").asString()).isEqualTo("WAITING_FOR_PERSON");
        partners.clearFaults();

        decide("/api/dead-letters/%s/replay".formatted(letter.path("id").asString()), reason());

        assertThat(operator.ended(run).path("outcome").asString()).isEqualTo("ONBOARDED");
        assertThat(new Payments(partners).of(run)).containsExactly("CHARGE");
        JsonNode replayed =
                json(operator.get("/api/dead-letters/" + letter.path("id").asString()));
        assertThat(replayed.path("state").asString()).isEqualTo("REPLAYED");
        assertThat(replayed.path("decidedBy").asString()).isEqualTo("operator");
        JsonNode again =
                decide("/api/dead-letters/%s/replay".formatted(letter.path("id").asString()), reason());
        assertThat(again.path("decidedAt")).isEqualTo(replayed.path("decidedAt"));
    }

    @Test
    void usesUpTheAttemptsOfAPartnerThatIsUnwellAndReplaysThemTogether() {
        String run = startWithCharge(Fault.status(500));
        JsonNode letter = openLetter(run);
        assertThat(letter.path("kind").asString()).isEqualTo("ATTEMPTS_USED_UP");
        assertThat(letter.path("attempts").size()).isEqualTo(3);
        partners.clearFaults();

        JsonNode answer = decide("/api/dead-letters/replay", Map.of("run", run, "reason", "they are well again"));

        assertThat(answer.path("replayed").size()).isEqualTo(1);
        assertThat(operator.ended(run).path("outcome").asString()).isEqualTo("ONBOARDED");
        assertThat(new Payments(partners).of(run)).containsExactly("CHARGE");
    }

    @Test
    void takesARunBackThatIsGivenUp() {
        String run = startWithCharge(Fault.status(400));
        JsonNode letter = openLetter(run);

        decide("/api/dead-letters/%s/give-up".formatted(letter.path("id").asString()), reason());

        JsonNode ended = operator.ended(run);
        assertThat(ended.path("outcome").asString()).isEqualTo("ROLLED_BACK");
        assertThat(ended.path("cause").asString()).isEqualTo("given-up");
        assertThat(ended.path("saga").asString()).isEqualTo("COMPENSATED");
        assertThat(new Payments(partners).of(run)).isEmpty();
    }

    @Test
    void cancelsARunThatWaitsForAPerson() {
        String run = startWithCharge(Fault.status(400));
        String letter = openLetter(run).path("id").asString();

        assertThat(operator.cancel(run).statusCode()).isEqualTo(202);

        JsonNode ended = operator.ended(run);
        assertThat(ended.path("cause").asString()).isEqualTo("cancelled");
        assertThat(ended.path("saga").asString()).isEqualTo("COMPENSATED");
        assertThat(new Payments(partners).of(run)).isEmpty();
        await().until(() -> json(operator.get("/api/dead-letters/" + letter))
                .path("state")
                .asString()
                .equals("RESOLVED"));
        assertThat(operator.cancel(run).statusCode()).as("once more").isEqualTo(202);
    }

    @Test
    void takesAPersonsWordForAnEffectThatNobodyElseCanKnow() {
        String name = "Workspace " + UUID.randomUUID().toString().substring(0, 8);
        partners.faultObjects(
                Fault.cutAfterEffect().matching("/Task_CreateTriggers").times(1));
        HttpResponse<String> accepted = requester.post(
                "/api/workspaces",
                "application/json",
                "{\"workspace\":\"%s\",\"owner\":\"owner@example.org\",\"purpose\":\"sales\"}".formatted(name),
                name.replace(' ', '-'));
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String run = json(accepted).path("id").asString();
        openLetter(run);
        JsonNode inDoubt = effectInDoubt(run);
        String key = inDoubt.path("key").asString();
        String triggers = partners.objects().stream()
                .filter(object -> object.key().equals(key))
                .map(object -> object.id())
                .findFirst()
                .orElseThrow();

        assertThat(fieldRefused(key, "{\"triggerId\": \"%s\"}".formatted(triggers)))
                .isEqualTo("receipt.triggerId");
        assertThat(fieldRefused(key, "{}")).isEqualTo("receipt.triggersId");
        assertThat(fieldRefused(key, "{\"triggersId\": 7}")).isEqualTo("receipt.triggersId");
        assertThat(fieldRefused(key, "\"tr_7\"")).isEqualTo("receipt");
        assertThat(fieldRefused(key, "null")).isEqualTo("receipt.triggersId");
        decide(
                "/api/effects/decisions",
                Map.of(
                        "key",
                        key,
                        "verdict",
                        "HAPPENED",
                        "receipt",
                        Map.of("triggersId", triggers),
                        "reason",
                        "asked them on the telephone"));

        assertThat(requester.ended(run).path("outcome").asString()).isEqualTo("SET_UP");
        assertThat(partners.objects().stream().filter(object -> object.key().equals(key)))
                .as("what the partner has created under the key")
                .hasSize(1);
        assertThat(operator.post("/api/effects/decisions", "application/json", """
                        {"key": "%s", "verdict": "DID_NOT_HAPPEN", "reason": "changed my mind"}""".formatted(key), null)
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void goesOnWithTheOlderUndosWhenOneWasDoneByHand() {
        Map<String, Object> customer = aCustomer();
        partners.faultMail(Faults.slowNo(text(customer, "email")));
        String run = operator.start(customer);
        operator.awaitEffect(run, "Task_SendWelcomeMail", "NOT_DONE");
        partners.faultPayments(Fault.status(400).onPath("/payments/refunds").matching("/%s/".formatted(run)));
        operator.cancel(run);
        JsonNode letter = openLetter(run);
        assertThat(letter.path("element").asString()).isEqualTo("Task_RefundCard");

        decide(
                "/api/effects/decisions",
                Map.of(
                        "key",
                        "onboarding/%s/Task_ChargeCard/undo".formatted(run),
                        "verdict",
                        "HAPPENED",
                        "reason",
                        "paid back by hand"));
        partners.clearFaults();

        JsonNode ended = operator.ended(run);
        assertThat(ended.path("saga").asString()).isEqualTo("COMPENSATED");
        assertThat(new Payments(partners).of(run)).containsExactly("CHARGE");
    }

    private String startWithCharge(Fault fault) {
        Map<String, Object> customer = aCustomer();
        partners.faultPayments(fault.matching(text(customer, "cardToken")));
        return operator.start(customer);
    }

    private JsonNode openLetter(String run) {
        return await("the dead letter of " + run)
                .until(
                        () -> json(operator.get("/api/dead-letters?state=OPEN&run=" + run))
                                .path("deadLetters")
                                .path(0),
                        letter -> !letter.isMissingNode());
    }

    private JsonNode effectInDoubt(String run) {
        return json(operator.get("/api/effects/in-doubt"))
                .path("effects")
                .valueStream()
                .filter(effect -> effect.path("run").asString().equals(run))
                .findFirst()
                .orElseThrow();
    }

    /** Until the engine's record of the incident has come, the answer is 409: try again in a moment. */
    private JsonNode decide(String path, Map<String, ?> body) {
        HttpResponse<String> answer = await(path)
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> operator.post(path, "application/json", JSON.writeValueAsString(body), null),
                        it -> it.statusCode() != 409 && json(it).path("notYet").size() == 0);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    /** What a person says that the partner has answered, and has mistyped. */
    private String fieldRefused(String key, String receipt) {
        HttpResponse<String> answer =
                operator.post("/api/effects/decisions", "application/json", """
                {"key": "%s", "verdict": "HAPPENED", "receipt": %s, "reason": "asked them"}""".formatted(key, receipt), null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return json(answer).path("errors").path(0).path("field").asString();
    }

    private static Map<String, String> reason() {
        return Map.of("reason", "mended at the partner's");
    }

    private static JsonNode json(@Nullable HttpResponse<String> answer) {
        return answer == null ? JSON.nullNode() : JSON.readTree(answer.body());
    }
}
