package io.backstitch.onboarding;

import io.backstitch.compensation.SagaId;
import io.backstitch.engine.InMemoryApplication;
import io.backstitch.stack.junit.RunningStack;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** The application on the engine in memory, with what tests of onboarding ask of it; Keycloak is mocked. */
final class OnboardingInMemory extends InMemoryApplication {

    @TestConfiguration(proxyBeanMethods = false)
    static class Partners {
        @Bean
        @Primary
        InMemoryWorkspaces inMemoryWorkspaces() {
            return new InMemoryWorkspaces();
        }
    }

    final InMemoryWorkspaces workspaces;

    OnboardingInMemory(RunningStack stack, Path folder) {
        super(stack, folder, Partners.class);
        workspaces = bean(InMemoryWorkspaces.class);
    }

    /** Starts a run. */
    SagaId start(OnboardingVariables variables) {
        return start(Onboarding.PROCESS, variables);
    }

    String customerState(SagaId saga) {
        return database()
                .sql("SELECT state FROM customer WHERE id = ?")
                .param(saga.businessId())
                .query(String.class)
                .single();
    }

    /** A decision with a reason. */
    void decides(SagaId saga, String user, String decision) {
        decide(saga, user, Map.of("decision", decision, "reason", "because"));
    }
}
