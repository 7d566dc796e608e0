package io.backstitch.onboarding;

import static org.awaitility.Awaitility.await;

import io.backstitch.Application;
import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.Ledger;
import io.backstitch.compensation.LedgerEntry;
import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.engine.InMemoryEngine;
import io.backstitch.engine.InMemoryModels;
import io.backstitch.intake.Accepted;
import io.backstitch.intake.Intake;
import io.backstitch.intake.RunCommands;
import io.backstitch.intake.Runs;
import io.backstitch.intake.Trigger;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Sandbox;
import io.backstitch.stack.sandbox.SandboxClient;
import io.backstitch.stack.sandbox.SandboxSettings;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The whole application on the engine in memory: real model, real workers, real ledger; only partners are mocked. */
final class OnboardingInMemory implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final AtomicInteger KEYS = new AtomicInteger();

    @TestConfiguration(proxyBeanMethods = false)
    @Import(InMemoryModels.class)
    static class Partners {
        @Bean
        @Primary
        InMemoryWorkspaces inMemoryWorkspaces() {
            return new InMemoryWorkspaces();
        }
    }

    final InMemoryEngine engine = new InMemoryEngine();
    final Sandbox sandbox;
    final SandboxClient partners;
    final InMemoryWorkspaces workspaces;
    private final ConfigurableApplicationContext application;

    OnboardingInMemory(RunningStack stack, Path folder) throws Exception {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder));
        partners = sandbox.client();
        Map<String, Object> settings = Map.ofEntries(
                Map.entry("server.port", "0"),
                Map.entry("spring.datasource.url", stack.jdbcUrl()),
                Map.entry("spring.datasource.username", stack.jdbcUser()),
                Map.entry("spring.datasource.password", stack.jdbcPassword()),
                Map.entry("spring.datasource.hikari.maximum-pool-size", "20"),
                Map.entry("spring.security.oauth2.resourceserver.jwt.issuer-uri", "http://localhost:1/realms/none"),
                Map.entry("camunda.client.grpc-address", engine.grpcAddress()),
                Map.entry("spring.mail.port", String.valueOf(sandbox.smtpPort())),
                Map.entry("backstitch.payments.url", sandbox.url().toString()),
                Map.entry("backstitch.payments.read-timeout", "2s"),
                // Nobody there: not the Kafka of a stack that happens to run on this machine.
                Map.entry("spring.kafka.bootstrap-servers", "localhost:1"),
                Map.entry("backstitch.keycloak.url", "http://localhost:1"),
                Map.entry("backstitch.keycloak.realm", "none"),
                Map.entry("backstitch.keycloak.client-id", "none"),
                Map.entry("backstitch.keycloak.client-secret", "none"),
                Map.entry("backstitch.retry.webhook-delivery.first-delay", "50ms"),
                Map.entry("backstitch.retry.external-api.first-delay", "50ms"));
        // As command-line arguments: they come before the application's own settings.
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                .toArray(String[]::new);
        application = new SpringApplicationBuilder(Application.class, Partners.class).run(arguments);
        workspaces = application.getBean(InMemoryWorkspaces.class);
    }

    /** Starts a run of a customer that nobody else has. */
    SagaId start(OnboardingVariables variables) {
        Trigger trigger = new Trigger(Onboarding.PROCESS, "test", "key-" + KEYS.incrementAndGet(), variables);
        Accepted accepted = application.getBean(Intake.class).accept(trigger);
        return new SagaId(Onboarding.PROCESS, ((Accepted.New) accepted).runId());
    }

    void cancel(SagaId saga) {
        application
                .getBean(RunCommands.class)
                .cancel(application.getBean(Runs.class).find(saga.businessId()).orElseThrow(), "test");
    }

    /** Waits until the run has ended, and returns how. */
    Saga ended(SagaId saga) {
        return await("the end of " + saga)
                .atMost(PATIENCE)
                .until(
                        () -> application.getBean(Sagas.class).find(saga).orElseThrow(),
                        it -> it.state().hasEnded());
    }

    /** Waits until the effect of the element is in the state. */
    void awaitEffect(SagaId saga, String element, EffectState state) {
        await(element + " " + state)
                .atMost(PATIENCE)
                .until(() -> effects(saga).stream()
                        .anyMatch(effect -> effect.undoes() == null
                                && effect.element().equals(element)
                                && effect.state() == state));
    }

    List<LedgerEntry> effects(SagaId saga) {
        return application.getBean(Ledger.class).effectsOf(saga);
    }

    String customerState(SagaId saga) {
        return application
                .getBean(JdbcClient.class)
                .sql("SELECT state FROM customer WHERE id = ?")
                .param(saga.businessId())
                .query(String.class)
                .single();
    }

    /** Waits for the people's task at this element. */
    ActivatedJob task(SagaId saga, String element) {
        AtomicReference<ActivatedJob> found = new AtomicReference<>();
        await("task " + element).atMost(PATIENCE).until(() -> {
            client()
                    .newActivateJobsCommand()
                    .jobType(InMemoryModels.USER_TASK)
                    .maxJobsToActivate(100)
                    .timeout(Duration.ofMillis(200))
                    .requestTimeout(Duration.ofSeconds(1))
                    .send()
                    .join()
                    .getJobs()
                    .stream()
                    .filter(job -> job.getElementId().equals(element)
                            && saga.businessId().equals(job.getVariable("businessId")))
                    .findFirst()
                    .ifPresent(found::set);
            return found.get() != null;
        });
        return found.get();
    }

    void decide(SagaId saga, String element, String decision) {
        client().newCompleteCommand(task(saga, element).getKey())
                .variables(Map.of("reviewDecision", decision, "reviewReason", "because"))
                .send()
                .join();
    }

    private CamundaClient client() {
        return application.getBean(CamundaClient.class);
    }

    @Override
    public void close() {
        application.close();
        engine.close();
        sandbox.close();
    }
}
