package io.backstitch.endtoend;

import static io.backstitch.endtoend.OnboardingClient.aCustomer;
import static io.backstitch.endtoend.OnboardingClient.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The HTTP doors with real tokens: what is let in, what is refused, and how it is said. */
@NeedsStack({Part.POSTGRES, Part.ZEEBE, Part.KEYCLOAK, Part.SANDBOX, Part.APPLICATION})
class DoorTest {

    private final RunningStack stack;
    private final OnboardingClient requester;

    DoorTest(RunningStack stack) {
        this.stack = stack;
        this.requester = OnboardingClient.as("requester", stack);
    }

    @Test
    void answersAtOnceAndNamesTheRun() {
        HttpResponse<String> answer = requester.post(aCustomer(), "door-once");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(location -> assertThat(location).startsWith("/api/runs/onboarding-"));
    }

    @Test
    void oneKeyIsOneRun() {
        Map<String, Object> customer = aCustomer();

        HttpResponse<String> first = requester.post(customer, "door-repeat");
        HttpResponse<String> second = requester.post(customer, "door-repeat");

        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isEqualTo(first.body());
    }

    @Test
    void aStormOfTheSameRequestIsOneRun() throws InterruptedException, ExecutionException {
        Map<String, Object> customer = aCustomer();
        Set<String> answers = new HashSet<>();

        try (ExecutorService connections = Executors.newFixedThreadPool(20)) {
            Callable<HttpResponse<String>> request = () -> requester.post(customer, "door-storm");
            for (Future<HttpResponse<String>> answer : connections.invokeAll(Collections.nCopies(1000, request))) {
                assertThat(answer.get().statusCode()).isEqualTo(202);
                answers.add(answer.get().body());
            }
        }

        assertThat(answers).hasSize(1);
        String run = JsonMapper.shared()
                .readTree(answers.iterator().next())
                .path("id")
                .asString();
        assertThat(requester.ended(run).path("outcome").asString()).isEqualTo("ONBOARDED");
        assertThat(stack.partners().record())
                .filteredOn(payment -> payment.key().startsWith("onboarding/" + run + "/"))
                .hasSize(1);
    }

    @Test
    void refusesAKeyThatWasUsedForAnotherRequest() {
        requester.post(aCustomer(), "door-conflict");

        HttpResponse<String> answer = requester.post(aCustomer(), "door-conflict");

        assertProblem(answer, 409, "was used for another request");
        assertThat(answer.body()).doesNotContainPattern("[0-9a-f]{64}");
    }

    @Test
    void refusesARequestWithoutAKey() {
        assertProblem(requester.post(aCustomer(), null), 400, "Idempotency-Key");
    }

    @Test
    void refusesAFieldThatItDoesNotHave() {
        assertProblem(
                requester.post(with(aCustomer(), "Amount", 1), "door-unknown-field"),
                400,
                "Amount is no field of this request");
        assertProblem(
                OnboardingClient.as("operator", stack)
                        .post(
                                "/api/dead-letters/replay",
                                "application/json",
                                "{\"reason\":\"all is well\",\"jobtype\":\"onboarding.nothing\"}",
                                null),
                400,
                "jobtype is no field of this request; it has element, jobType, kind, process, reason, run");
    }

    @Test
    void namesTheFieldsThatAreWrong() {
        Map<String, Object> customer = with(with(aCustomer(), "amount", -1), "currency", "euro");

        HttpResponse<String> answer = requester.post(customer, "door-fields");

        assertProblem(answer, 400, "Some fields are missing or wrong");
        assertThat(JsonMapper.shared().readTree(answer.body()).findValuesAsString("field"))
                .containsExactly("amount", "currency");
    }

    @Test
    void refusesACardNumberInPlaceOfATokenAndDoesNotRepeatIt() {
        HttpResponse<String> answer =
                requester.post(with(aCustomer(), "cardToken", "4111 1111 1111 1111"), "door-card-number");

        assertProblem(answer, 400, "cardToken has a card number");
        assertThat(answer.body()).doesNotContain("1111");
    }

    @Test
    void whatOpenRunsHoldIsToldToWhoSeesAllRuns() {
        String shapes = "/api/effects/shapes";

        HttpResponse<String> told = OnboardingClient.as("operator", stack).get(shapes);

        assertThat(told.statusCode()).isEqualTo(200);
        assertThat(JsonMapper.shared().readTree(told.body()).path("shapes").isArray())
                .isTrue();
        assertProblem(requester.get(shapes), 403, "does not have the role");
        assertProblem(OnboardingClient.as("operator", stack).get(shapes + "?type=x"), 400, "takes no parameter");
    }

    @Test
    void refusesADurationThatIsNone() {
        assertThat(requester
                        .post(with(aCustomer(), "remindAfter", "soon"), "door-duration")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void asksForAToken() {
        HttpResponse<String> answer = OnboardingClient.withoutToken(stack).post(aCustomer(), "door-anonymous");

        assertProblem(answer, 401, "Authorization: Bearer");
    }

    @Test
    void asksForTheRole() {
        HttpResponse<String> answer = OnboardingClient.as("reviewer", stack).post(aCustomer(), "door-role");

        assertProblem(answer, 403, "does not have the role");
    }

    @Test
    void doesNotKnowARunThatNeverWas() {
        assertProblem(requester.get("/api/runs/onboarding-0"), 404, "There is no run");
    }

    @Test
    void doesNotCancelARunThatHasEnded() {
        String run = requester.start(aCustomer());
        requester.ended(run);

        HttpResponse<String> answer = OnboardingClient.as("operator", stack).cancel(run);

        assertProblem(answer, 409, "has ended");
    }

    @Test
    void doesNotCancelARunWithoutAReason() {
        String run = requester.start(aCustomer());

        HttpResponse<String> answer = OnboardingClient.as("operator", stack).cancel(run, " ");

        assertProblem(answer, 400, "Some fields are missing or wrong");
    }

    @Test
    void listsRunsByWhatIsAskedFor() {
        String older = requester.start(aCustomer());
        String newer = requester.start(aCustomer());
        requester.ended(older);
        requester.ended(newer);
        OnboardingClient operator = OnboardingClient.as("operator", stack);

        HttpResponse<String> all = operator.get("/api/runs?process=onboarding&state=ENDED&outcome=ONBOARDED&limit=500");

        assertThat(JsonMapper.shared().readTree(all.body()).path("runs").findValuesAsString("id"))
                .containsSubsequence(newer, older);
        assertThat(JsonMapper.shared()
                        .readTree(operator.get("/api/runs?after=%s&limit=1".formatted(newer))
                                .body())
                        .path("runs")
                        .findValuesAsString("id"))
                .hasSize(1)
                .doesNotContain(newer);
        assertThat(operator.get("/api/runs?since=2999-01-01T00:00:00Z").body())
                .contains("\"runs\":[]", "\"next\":null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=ASLEEP", "since=yesterday", "limit=0", "limit=501", "limit=x", "after=nobody"})
    void refusesAListThatCannotBe(String query) {
        HttpResponse<String> answer = OnboardingClient.as("operator", stack).get("/api/runs?" + query);

        assertProblem(answer, 400, "");
    }

    @Test
    void showsARunToWhoAskedForItAndToThoseWhoMayLook() {
        String run = requester.start(aCustomer());

        assertThat(OnboardingClient.withoutToken(stack).get("/api/runs").statusCode())
                .isEqualTo(401);
        assertThat(requester.get("/api/runs/" + run).statusCode()).isEqualTo(200);
        assertThat(requester.get("/api/runs?limit=500").body()).contains(run);
        assertThat(OnboardingClient.as("auditor", stack).get("/api/runs/" + run).statusCode())
                .isEqualTo(200);
        for (String other : List.of("employee", "reviewer", "lead", "controller", "privacy")) {
            OnboardingClient client = OnboardingClient.as(other, stack);
            assertProblem(client.get("/api/runs/" + run), 404, "There is no run " + run);
            assertThat(client.get("/api/runs?limit=500").body()).doesNotContain(run);
        }
    }

    @Test
    void oneKeyOfTwoPeopleIsTwoRuns() {
        Map<String, Object> customer = aCustomer();

        HttpResponse<String> first = requester.post(customer, "door-people");
        HttpResponse<String> second = OnboardingClient.as("operator", stack).post(aCustomer(), "door-people");

        assertThat(second.statusCode()).isEqualTo(202);
        assertThat(second.body()).isNotEqualTo(first.body());
        assertThat(requester.post(customer, "door-people").body()).isEqualTo(first.body());
    }

    @Test
    void servesItsOpenApiDocument() {
        HttpResponse<String> answer = OnboardingClient.withoutToken(stack).get("/v3/api-docs");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("/api/onboardings", "/api/runs/{id}", "Idempotency-Key");
    }

    @Test
    void itsDescriptionNamesTheDoorOfEachProcess() {
        JsonNode paths = JsonMapper.shared()
                .readTree(
                        OnboardingClient.withoutToken(stack).get("/v3/api-docs").body())
                .path("paths");

        assertThat(paths.propertyStream()
                        .filter(path -> path.getValue().path("post").has("x-backstitch-process"))
                        .map(path -> path.getValue()
                                        .path("post")
                                        .path("x-backstitch-process")
                                        .asString() + " " + path.getKey()))
                .containsExactlyInAnyOrder(
                        "bulkimport /api/bulkimports",
                        "engagement /api/engagements",
                        "expense /api/expenses",
                        "onboarding /api/onboardings",
                        "workspace /api/workspaces");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String detail) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(JsonMapper.shared().readTree(answer.body()).path("detail").asString(""))
                .contains(detail);
    }
}
