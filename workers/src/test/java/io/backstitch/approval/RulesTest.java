package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.approval.Rules.Earlier;
import io.backstitch.directory.Person;
import io.backstitch.value.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One test for each rule, and for what comes close to breaking it. */
class RulesTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Person MANAGER = person("manager", null, "managers");
    private static final Person DEPUTY = person("deputy", null);

    private long amount = 10_000;
    private int needed = 1;
    private Seat seat = new Seat(1, 1, List.of("managers"), List.of(), List.of());
    private final List<Person> delegators = new ArrayList<>();
    private final List<Earlier> earlier = new ArrayList<>();

    @Test
    void allowsAMemberOfTheGroupWithinTheirLimit() {
        assertThat(judge(MANAGER, "approve")).isEqualTo(new Verdict.Allowed(null, Set.of("managers"), 50_000L));
    }

    @Test
    void allowsWhoIsAskedByNameByTheManagersLimit() {
        seat = new Seat(1, 1, List.of(), List.of("deputy"), List.of());

        assertThat(judge(DEPUTY, "approve")).isEqualTo(new Verdict.Allowed(null, Set.of("manager"), 20_000L));
    }

    @Test
    void allowsAGuestOfTheNextLevelByTheGuestsLimit() {
        seat = new Seat(1, 1, List.of("managers"), List.of(), List.of("directors"));

        assertThat(judge(person("boss", null, "directors"), "approve"))
                .isEqualTo(new Verdict.Allowed(null, Set.of("directors"), 1_000_000L));
    }

    @Test
    void refusesTheRequesterAlsoAsAMemberOfTheGroup() {
        assertRefused(judge(person("requester", null, "managers"), "approve"), "own-request");
        assertRefused(judge(person("requester", null), "reject"), "own-request");
    }

    @Test
    void refusesTheRequesterInAnothersPlace() {
        delegators.add(MANAGER);

        assertRefused(judge(person("requester", null), "approve"), "delegated-back");
    }

    @Test
    void refusesTheRequesterAlsoUnderAnotherName() {
        assertRefused(
                judge(new Person("renamed", Set.of("managers"), null, null, null, null, "id-of-requester"), "approve"),
                "own-request");
    }

    @Test
    void refusesWhoHasGotTheNameSinceOfWhoIsAsked() {
        seat = new Seat(1, 1, List.of(), List.of("deputy"), List.of(), List.of("id-1"));

        assertThat(judge(new Person("deputy", Set.of(), null, null, null, null, "id-1"), "approve"))
                .isInstanceOf(Verdict.Allowed.class);
        assertRefused(
                judge(new Person("deputy", Set.of(), null, null, null, null, "id-2"), "approve"), "not-a-candidate");
    }

    @Test
    void refusesADeputyOfTheRequester() {
        delegators.add(person("requester", null, "managers"));

        assertRefused(judge(DEPUTY, "approve"), "not-a-candidate");
    }

    @Test
    void refusesWhoIsNotAsked() {
        assertRefused(judge(DEPUTY, "approve"), "not-a-candidate");
    }

    @Test
    void refusesWhomTheDirectoryDoesNotKnow() {
        Verdict verdict = Rules.judge(new Rules.Case(
                approval(),
                seat,
                "ghost",
                Optional.empty(),
                List.of(),
                earlier,
                answer("approve", Map.of()),
                FormFields.NONE));

        assertRefused(verdict, "unknown-person");
    }

    @ParameterizedTest
    @CsvSource({"50000, true", "50001, false"})
    void approvesUpToTheLimitOfTheGroup(long asked, boolean allowed) {
        amount = asked;

        Verdict verdict = judge(MANAGER, "approve");

        assertThat(verdict instanceof Verdict.Allowed).isEqualTo(allowed);
        assertThat(judge(MANAGER, "reject")).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void theOwnLimitOnlyLowersThatOfTheGroup() {
        assertRefused(judge(person("manager", 9_999L, "managers"), "approve"), "over-limit");
        amount = 50_001;
        assertRefused(judge(person("manager", 1_000_000L, "managers"), "approve"), "over-limit");
    }

    @Test
    void aGroupWithoutALimitMayApproveNothing() {
        seat = new Seat(1, 1, List.of("others"), List.of(), List.of());

        assertRefused(judge(person("other", null, "others"), "approve"), "over-limit");
    }

    @Test
    void refusesTheSamePersonTwiceInWhicheverPlace() {
        earlier.add(new Earlier("manager", null));
        assertRefused(judge(MANAGER, "approve"), "same-person-twice");

        delegators.add(MANAGER);
        assertRefused(judge(DEPUTY, "approve"), "same-person-twice");

        earlier.clear();
        earlier.add(new Earlier("deputy", "manager"));
        assertRefused(judge(MANAGER, "approve"), "same-person-twice");
        assertRefused(judge(DEPUTY, "approve"), "same-person-twice");
    }

    @Test
    void aDeputyDecidesByTheLimitOfWhoSentThem() {
        delegators.add(MANAGER);

        assertThat(judge(DEPUTY, "approve")).isEqualTo(new Verdict.Allowed("manager", Set.of("managers"), 50_000L));
        amount = 50_001;
        assertRefused(judge(DEPUTY, "approve"), "over-limit");
    }

    @Test
    void takesTheDelegationThatIsEnough() {
        amount = 60_000;
        seat = new Seat(1, 1, List.of("managers", "directors"), List.of(), List.of());
        delegators.add(person("boss", null, "directors"));

        assertThat(judge(MANAGER, "approve")).isEqualTo(new Verdict.Allowed("boss", Set.of("directors"), 1_000_000L));
    }

    @Test
    void refusesAnAnswerThatIsNoneOrGivesNoReason() {
        assertRefused(judge(MANAGER, "maybe"), "no-decision");
        assertRefused(judge(MANAGER, ""), "no-decision");
        assertRefused(
                judge(MANAGER, Answer.of(JSON.readTree("{\"decision\":\"approve\",\"reason\":\"  \"}"))), "no-reason");
    }

    @Test
    void allowsWhatMayBeEdited() {
        assertThat(judge(MANAGER, answer("approve", Map.of("amount", 99.5)))).isInstanceOf(Verdict.Allowed.class);
        assertThat(judge(MANAGER, answer("approve", Map.of("amount", 100.0, "purpose", "Taxi"))))
                .isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void refusesEditsOfWhatIsFixed() {
        assertRefused(judge(MANAGER, answer("approve", Map.of("purpose", "Plane"))), "not-editable");
        assertRefused(judge(MANAGER, answer("approve", Map.of("payee", "me"))), "not-editable");
    }

    @Test
    void refusesToRaiseTheAmountOrToMakeItNone() {
        assertRefused(judge(MANAGER, answer("approve", Map.of("amount", 100.01))), "amount-raised");
        assertRefused(judge(MANAGER, answer("approve", Map.of("amount", "100"))), "wrong-value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "\"all of it\"", "7"})
    void aProposalIsAnObjectOrNothing(String proposal) {
        Verdict verdict = judge(
                MANAGER,
                Answer.of(JSON.readTree(
                        "{\"decision\":\"approve\",\"reason\":\"ok\",\"proposal\":%s}".formatted(proposal))));

        if (proposal.equals("null")) {
            assertThat(verdict).isInstanceOf(Verdict.Allowed.class);
        } else {
            assertRefused(verdict, "wrong-value");
        }
    }

    @Test
    void refusesAReasonThatNobodyReadsAndKeepsItsBeginning() {
        Answer answer = Answer.of(JSON.valueToTree(Map.of("decision", "approve", "reason", "long ".repeat(100_000))));

        assertRefused(judge(MANAGER, answer), "long-reason");
        assertThat(answer.shortened().reason()).hasSize(Reason.LONGEST + 1);
    }

    @Test
    void takesNoOtherThingForAReasonOrADecision() {
        assertRefused(
                judge(MANAGER, Answer.of(JSON.readTree("{\"decision\":\"approve\",\"reason\":true}"))), "no-reason");
        assertRefused(
                judge(MANAGER, Answer.of(JSON.readTree("{\"decision\":[\"approve\"],\"reason\":\"ok\"}"))),
                "no-decision");
    }

    @Test
    void refusesEditsWhereSeveralMustAgree() {
        needed = 2;

        assertRefused(judge(MANAGER, answer("approve", Map.of("amount", 50))), "edited-among-several");
    }

    @Test
    void doesNotMindWhatElseARejectionSays() {
        assertThat(judge(MANAGER, answer("reject", Map.of("purpose", "Plane")))).isInstanceOf(Verdict.Allowed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, true,  1, 0, 0, ",
        "2, 3, true,  2, 0, 0, approved",
        "2, 3, true,  1, 1, 0, rejected",
        "2, 3, false, 1, 1, 0, ",
        "2, 3, false, 0, 2, 0, rejected",
        "2, 3, false, 1, 0, 1, returned",
        "1, 1, false, 0, 1, 0, rejected",
    })
    void countsWhatTheDecisionsComeTo(
            int enough,
            int seats,
            boolean firstEnds,
            int approved,
            int rejected,
            int returned,
            @Nullable String outcome) {
        Approval approval = approval(enough, seats, firstEnds);

        assertThat(approval.outcomeOf(new Approval.Tally(approved, rejected, returned)))
                .isEqualTo(outcome);
    }

    private static void assertRefused(Verdict verdict, String rule) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Refused.class, it -> assertThat(it.rule()).isEqualTo(rule));
    }

    private Verdict judge(Person person, String decision) {
        return judge(person, answer(decision, Map.of()));
    }

    private Verdict judge(Person person, Answer answer) {
        return Rules.judge(new Rules.Case(
                approval(),
                seat,
                person.userName(),
                Optional.of(person),
                delegators,
                earlier,
                answer,
                FormFields.NONE));
    }

    private static Answer answer(String decision, Map<String, Object> changes) {
        return Answer.of(JSON.valueToTree(Map.of("decision", decision, "reason", "because", "proposal", changes)));
    }

    private Approval approval() {
        return approval(needed, 2, true);
    }

    private Approval approval(int enough, int seats, boolean firstEnds) {
        JsonNode proposal = JSON.readTree("{\"purpose\":\"Taxi\",\"amount\":100}");
        return new Approval(
                1,
                "expense/r1",
                "expense",
                "Taxi",
                "expense.approve",
                "requester",
                null,
                amount,
                "EUR",
                proposal,
                List.of("amount"),
                List.of(
                        new Approval.Limit("managers", 50_000),
                        new Approval.Limit("manager", 20_000),
                        new Approval.Limit("directors", 1_000_000)),
                1,
                seats,
                enough,
                firstEnds,
                null,
                "id-of-requester");
    }

    private static Person person(String name, @Nullable Long limit, String... groups) {
        return new Person(name, Set.of(groups), null, limit, null, null);
    }
}
