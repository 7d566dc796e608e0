package io.backstitch.workers.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.compensation.SagaId;
import io.backstitch.model.ModelFile;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;

/** A process brings tables for a kind of approval of its own, and nobody edits those of the process approval. */
@NeedsStack(Part.POSTGRES)
class OwnApprovalTablesPathTest {

    private static final String KIND = "onboarding-abroad";

    /** The process with a kind of its own; of that the tables of all have no row. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Abroad {
        @Bean
        ModelFile onboardingAbroad() throws IOException {
            return new ModelFile(
                    "processes/onboarding/onboarding.bpmn",
                    bytes(text("processes/onboarding/onboarding.bpmn")
                            .replace("=&quot;onboarding&quot;", "=&quot;%s&quot;".formatted(KIND))));
        }

        @Bean
        ModelFile route() throws IOException {
            return table("approval-route", "Definitions_ApprovalRoute");
        }

        @Bean
        ModelFile limits() throws IOException {
            return table("approval-limits", "Definitions_ApprovalLimits");
        }

        /** That of all, in which the leads are asked in place of the reviewers. */
        private static ModelFile table(String shared, String definitions) throws IOException {
            String own = KIND + "-" + shared;
            return new ModelFile(
                    "processes/onboarding/%s.dmn".formatted(own),
                    bytes(text("processes/approval/%s.dmn".formatted(shared))
                            .replace(definitions, "Definitions_Abroad_" + shared)
                            .replace("\"" + shared + "\"", "\"" + own + "\"")
                            .replace("\"onboarding\"", "\"%s\"".formatted(KIND))
                            .replace("onboarding-reviewers", "onboarding-leads")));
        }

        private static String text(String path) throws IOException {
            return new ClassPathResource(path).getContentAsString(StandardCharsets.UTF_8);
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    @Test
    void asksAndAllowsWhomItsOwnTablesName(RunningStack stack, @TempDir Path folder) {
        try (OnboardingInMemory onboarding = new OnboardingInMemory(stack, folder, Abroad.class)) {
            SagaId saga = onboarding.start(aRiskyCustomer());
            long approval = onboarding.task(saga, "Task_Decide").getProcessInstanceKey();

            onboarding.decides(saga, "reviewer", "approve");
            onboarding.decides(saga, "lead", "approve");

            assertThat(onboarding.ended(saga).outcome()).isEqualTo("ONBOARDED");
            assertThat(onboarding.groupsAsked(approval)).containsExactly("{onboarding-leads}");
            assertThat(shownInTheEngine(onboarding, approval)).last().asString().contains("onboarding-leads");
        }
    }

    private static List<String> shownInTheEngine(OnboardingInMemory onboarding, long approval) {
        return onboarding
                .engine
                .records("VARIABLE")
                .map(record -> record.path("value"))
                .filter(variable -> variable.path("processInstanceKey").asLong() == approval
                        && variable.path("name").asString().equals("route"))
                .map(variable -> variable.path("value").asString())
                .toList();
    }

    private static OnboardingVariables aRiskyCustomer() {
        return new OnboardingVariables(
                "Customer abroad",
                "abroad@customer.example",
                "enterprise",
                990_000,
                "EUR",
                "tok_visa",
                "requester",
                null,
                null,
                null);
    }
}
