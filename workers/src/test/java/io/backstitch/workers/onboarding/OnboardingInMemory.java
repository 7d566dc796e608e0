package io.backstitch.workers.onboarding;

import io.backstitch.compensation.SagaId;
import io.backstitch.engine.InMemoryApplication;
import io.backstitch.job.JobPause;
import io.backstitch.job.JobPauses;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.api.response.ActivatedJob;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.SmartLifecycle;
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
        this(stack, folder, Map.of());
    }

    OnboardingInMemory(RunningStack stack, Path folder, Map<String, String> settings) {
        this(stack, folder, settings, Partners.class);
    }

    /** With models of a test. */
    OnboardingInMemory(RunningStack stack, Path folder, Class<?> models) {
        this(stack, folder, Map.of(), Partners.class, models);
    }

    private OnboardingInMemory(RunningStack stack, Path folder, Map<String, String> settings, Class<?>... more) {
        super(stack, folder, settings, more);
        workspaces = bean(InMemoryWorkspaces.class);
    }

    /** Starts a run. */
    SagaId start(OnboardingVariables variables) {
        return start(Onboarding.PROCESS, variables);
    }

    /** As when the application stops, while the rest of it goes on. */
    void stopWorkers() {
        named("io.backstitch.job.JobWorkers", SmartLifecycle.class).stop();
    }

    /** What the step of this type waits for, in any run. */
    List<JobPause> pauses(String jobType) {
        return database()
                .sql("SELECT DISTINCT process_instance_key FROM job_pause WHERE job_type = ?")
                .param(jobType)
                .query(Long.class)
                .list()
                .stream()
                .flatMap(instance -> bean(JobPauses.class).of(Objects.requireNonNull(instance)).stream())
                .toList();
    }

    /** The jobs of this type that the engine would hand out now. */
    List<ActivatedJob> handedOut(String jobType) {
        return client().newActivateJobsCommand()
                .jobType(jobType)
                .maxJobsToActivate(10)
                .timeout(Duration.ofSeconds(10))
                .send()
                .join()
                .getJobs();
    }

    String customerState(SagaId saga) {
        return database()
                .sql("SELECT state FROM customer WHERE id = ?")
                .param(saga.businessId())
                .query(String.class)
                .single();
    }

    /** Which groups may sit in the seats of an approval. */
    List<String> groupsAsked(long approval) {
        return database()
                .sql("SELECT groups::text FROM approval_seat WHERE approval = ?")
                .param(approval)
                .query((row, number) -> row.getString(1))
                .list();
    }

    /** A decision with a reason. */
    void decides(SagaId saga, String user, String decision) {
        decide(saga, user, Map.of("decision", decision, "reason", "because"));
    }

    /** Welcome mails that were left out. */
    double skippedMails() {
        return bean(MeterRegistry.class)
                .counter("backstitch.effects.skipped", "job.type", "onboarding.send-welcome-mail")
                .count();
    }
}
