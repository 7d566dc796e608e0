package io.backstitch.model;

import io.backstitch.check.Declarations;
import io.backstitch.check.Finding;
import io.backstitch.check.ModelCheck;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.DeployResourceCommandStep1;
import io.camunda.client.api.command.DeployResourceCommandStep1.DeployResourceCommandStep2;
import io.camunda.client.api.response.Decision;
import io.camunda.client.api.response.DeploymentEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Deploys all models together when the application starts, and tries again until the engine is there: the application
 * starts without the engine, and is ready once its models are deployed. The engine makes no new version of what has not
 * changed.
 *
 * <p>Models that do not pass the check are not deployed, none of them: they are deployed together or not at all. The
 * application then is not ready, and its health says what to mend; runs of models that were deployed before go on.
 */
@Component("modelDeployment") // as health names it
public class ModelDeployment implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(ModelDeployment.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final CamundaClient client;
    private final Models models;
    private final ModelCheck check;
    private final Declarations declarations;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile List<Finding> findings = List.of();
    private volatile boolean deployed;
    private volatile Map<String, Long> decisions = Map.of();

    ModelDeployment(CamundaClient client, Models models, ModelCheck check, Declarations declarations) {
        this.client = client;
        this.models = models;
        this.check = check;
        this.declarations = declarations;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        Thread.ofVirtual().name("model-deployment").start(this::deployUntilDone);
    }

    @EventListener
    void stop(ContextClosedEvent closing) {
        closed.countDown();
    }

    /** Whether the engine has our models: a message that comes before them starts no run, now or later. */
    public boolean isDone() {
        return deployed;
    }

    /** The engine's key of a decision, as this application has deployed it; empty before it has. */
    OptionalLong decision(String id) {
        Long key = decisions.get(id);
        return key == null ? OptionalLong.empty() : OptionalLong.of(key);
    }

    /** Part of readiness: an application whose models the engine does not have is of no use. */
    @Override
    public Health health() {
        if (deployed) {
            return Health.up().build();
        }
        return findings.isEmpty()
                ? Health.down()
                        .withDetail("reason", "the models are not deployed yet")
                        .build()
                : Health.down()
                        .withDetail("reason", "the models do not pass the model check, and are not deployed")
                        .withDetail(
                                "findings",
                                findings.stream().map(Finding::toString).toList())
                        .build();
    }

    private void deployUntilDone() {
        if (!pass()) {
            return;
        }
        try {
            do {
                deployed = deploy();
            } while (!deployed && !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Do the models pass the check? They do not change while the application runs. */
    private boolean pass() {
        findings = check.check(models.files().stream().map(ModelFiles::source).toList(), declarations);
        if (!findings.isEmpty()) {
            log.error(
                    "The models are not deployed; mend them and start again. What is deployed already goes on. {}",
                    findings.stream().map(Finding::toString).collect(Collectors.joining("\n  ", "\n  ", "")));
        }
        return findings.isEmpty();
    }

    private boolean deploy() {
        try {
            DeploymentEvent deployment = command().send().join();
            deployment
                    .getProcesses()
                    .forEach(process -> log.info(
                            "Process {} is deployed as version {}", process.getBpmnProcessId(), process.getVersion()));
            decisions = deployment.getDecisions().stream()
                    .collect(Collectors.toUnmodifiableMap(Decision::getDmnDecisionId, Decision::getDecisionKey));
            return true;
        } catch (ClientException e) {
            log.warn("The models are not deployed yet and are tried again in {}: {}", PAUSE, e.getMessage());
            return false;
        }
    }

    private DeployResourceCommandStep2 command() {
        DeployResourceCommandStep1 step = client.newDeployResourceCommand();
        DeployResourceCommandStep2 command = null;
        for (ModelFile file : models.files()) {
            command = command == null
                    ? step.addResourceBytes(file.content(), file.name())
                    : command.addResourceBytes(file.content(), file.name());
        }
        if (command == null) {
            throw new IllegalStateException("There are no models on the class path");
        }
        return command;
    }
}
