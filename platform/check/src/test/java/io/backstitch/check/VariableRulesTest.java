package io.backstitch.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A variable that nobody sets is found with its name, and with those that may be meant; where nobody can know, nothing is said. */
class VariableRulesTest {

    @Test
    void whatIsDeclaredAndFitsPasses() {
        assertThat(BadVariables.refund(Example.good()).findings()).isEmpty();
        assertThat(BadVariables.refund(Example.good(), "=amount", "amount").findings())
                .isEmpty();
        assertThat(BadVariables.parcel(Example.good(), "address").findings()).isEmpty();
        assertThat(BadVariables.draft(Example.good(), "customer").findings()).isEmpty();
    }

    @Test
    void aFindingNamesWhatIsMeant() {
        Example misspelt = BadVariables.refund(Example.good()).declare(Palette.message("refund.requested", """
                ["ordreId", "amount", "purpose", "requester"]"""));

        assertThat(misspelt.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.element()).isEqualTo("Task_PayBack");
            assertThat(finding.sentence())
                    .isEqualTo(
                            "Its worker needs the variable \"orderId\", which nothing sets: no start, form, step or mapping. Did you mean \"ordreId\"? There are: amount, approval, cause, givenUp, ordreId, purpose, requester.");
        });
    }

    @Test
    void aMappingNamesWhatItReads() {
        assertThat(BadVariables.refund(Example.good(), "=amout", "amount").findings())
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.sentence())
                                .startsWith(
                                        "Its input \"amount\" reads the variable \"amout\", which nothing sets: no start, form, step or mapping. Did you mean \"amount\"?"));
    }

    @Test
    void aCallThatDoesNotGiveWhatAStepNeedsIsFoundAtTheCall() {
        assertThat(BadVariables.parcel(Example.good(), "adress").findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.file()).isEqualTo(Example.ORDER);
                    assertThat(finding.element()).isEqualTo("Call_Parcel");
                    assertThat(finding.sentence())
                            .startsWith(
                                    "The step \"Book courier\" (Task_BookCourier) of the process parcel needs the variable \"address\", which neither this call nor a step there sets. Did you mean \"adress\"?");
                });
    }

    @Test
    void nothingIsSaidOfAStartThatNobodyHasDeclared() {
        Example undeclared = BadVariables.refund(Example.good())
                .declare(Palette.message("refund.requested", "[]"))
                .declare(Palette.message("refund.asked", "[]"))
                .replace(Example.REFUND, "name='refund.requested'", "name='refund.wanted'");

        assertThat(undeclared.findings()).isEmpty();
    }

    @Test
    void nothingIsSaidBehindACallThatBringsEverythingBack() {
        Example open = BadVariables.parcel(Example.good(), "adress")
                .replace("propagateAllParentVariables='false' bindingType", "bindingType");

        assertThat(open.findings()).as("and an order starts with anything").isEmpty();
    }

    @Test
    void namesAreLikeWhenFewLettersDiffer() {
        Names there = Names.of(List.of("customer", "costCenter", "id", "amount", "saga"));

        assertThat(there.like("custmer")).containsExactly("customer");
        assertThat(there.like("CostCentre")).containsExactly("costCenter");
        assertThat(there.like("at")).isEmpty();
        assertThat(there.listed()).containsExactly("amount", "costCenter", "customer", "id");
    }
}
