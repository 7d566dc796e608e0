package io.backstitch.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The good application passes; each small edit breaks one rule, and only that one. */
@Execution(ExecutionMode.CONCURRENT)
class ModelCheckTest {

    @Test
    void theGoodApplicationPasses() {
        assertThat(Example.good().findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("badModels")
    void aBadModelBreaksItsRule(BadModels.BadModel bad) {
        List<Finding> findings = bad.example().findings();

        assertThat(findings).extracting(Finding::rule).containsOnly(bad.rule());
        assertThat(findings)
                .allSatisfy(finding -> assertThat(finding.sentence())
                        .as("a sentence that says what to do")
                        .matches("(?s)[\"A-Z].*[.]"));
    }

    static Stream<BadModels.BadModel> badModels() {
        return BadModels.all().stream();
    }

    @Test
    void moneyMayMoveBehindItsOwnApproval() {
        assertThat(BadApprovals.paysBack(Example.good(), "order").findings()).isEmpty();
    }

    @Test
    void aKindHasItsRowsInATableOfItsOwnOrInTheOneOfAll() {
        Example shared = Example.good()
                .add("processes/approval/approval-route.dmn", BadApprovals.table("approval-route", "order"))
                .add("processes/approval/approval-limits.dmn", BadApprovals.table("approval-limits", "order"));
        assertThat(shared.findings()).isEmpty();

        Example own = Example.good()
                .add("processes/approval/approval-route.dmn", BadApprovals.table("approval-route", "parcel"))
                .add("processes/approval/approval-limits.dmn", BadApprovals.table("approval-limits", "parcel"))
                .add("processes/order/order-approval-route.dmn", BadApprovals.table("order-approval-route", "order"))
                .add("processes/order/order-approval-limits.dmn", BadApprovals.table("order-approval-limits", "order"));
        assertThat(own.findings()).isEmpty();
    }

    @Test
    void everyRuleHasABadModel() {
        Set<String> rules = ModelCheck.rules().stream().map(Rule::id).collect(Collectors.toSet());

        assertThat(badModels().map(BadModels.BadModel::rule).collect(Collectors.toSet()))
                .isEqualTo(rules);
    }

    @Test
    void everyRuleHasOneId() {
        assertThat(ModelCheck.rules())
                .extracting(Rule::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z-]+"));
    }

    @Test
    void aLoopMayRepeatTheSameEffectWhenItCountsItsTurns() {
        Example retriesWhatFailed =
                Example.good().replace("source='=turn' target='occurrence'", "source='=line' target='occurrence'");

        assertThat(retriesWhatFailed.findings()).isEmpty();
    }

    @Test
    void aTaskMayReachOnePersonInsteadOfAGroup() {
        Example asksTheRequester = Example.good()
                .replace("candidateGroups='order-approvers'", "assignee='=requester' candidateUsers='=[requester]'");

        assertThat(asksTheRequester.findings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<zeebe:taskDefinition type='order.notify-customer' retries='5' />",
                "<zeebe:taskDefinition type='approval.seal' retries='5' />",
                "<zeebe:taskDefinition type='orderdraft.hand-in' retries='5' />"
                        + "<zeebe:executionListeners><zeebe:executionListener eventType='end' type='saga.end' retries='5' />"
                        + "</zeebe:executionListeners>"
            })
    void aDraftMayDoNothingButKeepRecordsOfDrafts(String job) {
        assertThat(Example.good()
                        .replace(Example.DRAFT, "<zeebe:taskDefinition type='orderdraft.hand-in' retries='5' />", job)
                        .findings())
                .as("what does more is a run")
                .extracting(Finding::rule)
                .contains("started-by-message", "cancellable", "end-recorded", "outcome-id");
    }

    @Test
    void aDraftStartsByItsForm() {
        assertThat(Example.good()
                        .replace(
                                Example.DRAFT,
                                "<zeebe:formDefinition formId='orderdraft.fill-in' bindingType='deployment' />",
                                "")
                        .findings())
                .as("without a form it is a run that the intake does not know")
                .extracting(Finding::rule)
                .contains("started-by-message", "cancellable", "end-recorded");
    }

    @Test
    void aDecisionThatIsNoApprovalSaysWhy() {
        Example operational = Example.good()
                .replace("=risk.high<", "=risk.high and decision = null<")
                .replace(
                        "<zeebe:output source='=decision' target='decision' />\n          </zeebe:ioMapping>",
                        "<zeebe:output source='=decision' target='decision' />\n          </zeebe:ioMapping>"
                                + "<zeebe:properties><zeebe:property name='withoutSeal' value='It only says when.' /></zeebe:properties>");

        assertThat(operational.findings()).isEmpty();
    }

    @Test
    void aCallerMayTakeOverTheOutcomeAlone() {
        Example outcome = Example.good()
                .replace(
                        Example.REFUND,
                        "source='=result' target='approval'",
                        "source='=result.outcome' target='answer'")
                .replace(Example.REFUND, "approval.outcome =", "answer =");

        assertThat(outcome.findings()).isEmpty();
    }

    @Test
    void theSameFilesGiveTheSameFindings() {
        Example bad = Example.good().remove("<zeebe:userTask />").replace("retries='3'", "retries='4'");

        assertThat(bad.findings()).hasSizeGreaterThan(3).isEqualTo(bad.findings());
    }
}
