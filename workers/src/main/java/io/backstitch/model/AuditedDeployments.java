package io.backstitch.model;

import io.backstitch.audit.Draft;
import io.backstitch.auditlog.AuditKind;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.compensation.Fingerprint;
import io.camunda.client.api.response.DeploymentEvent;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Puts on record which rules the engine has: each file when it got a new version, once however often the application starts. */
@Component
class AuditedDeployments implements DeploymentRecord {

    private final AuditLog log;
    private final JsonMapper json;
    private final Clock clock;

    AuditedDeployments(AuditLog log, JsonMapper json, Clock clock) {
        this.log = log;
        this.json = json;
        this.clock = clock;
    }

    /** @param file what it was made of */
    private record Version(String file, String id, int version) {}

    @Override
    @Transactional
    public void record(DeploymentEvent deployment, List<ModelFile> files) {
        Map<String, Map<String, Integer>> versions = versions(deployment);
        for (ModelFile file : files) {
            Map<String, Object> body = Map.of(
                    "actor", "system",
                    "file", file.name(),
                    "sha256", Fingerprint.of(file.content()).value(),
                    "versions", versions.getOrDefault(file.name(), Map.of()));
            log.appendOnce(
                    new Draft(clock.instant(), AuditKind.MODEL_DEPLOYED.word(), null, json.writeValueAsString(body)));
        }
    }

    private static Map<String, Map<String, Integer>> versions(DeploymentEvent deployment) {
        Stream<Version> processes = deployment.getProcesses().stream()
                .map(it -> new Version(it.getResourceName(), it.getBpmnProcessId(), it.getVersion()));
        Stream<Version> decisions = deployment.getDecisionRequirements().stream()
                .map(it -> new Version(it.getResourceName(), it.getDmnDecisionRequirementsId(), it.getVersion()));
        Stream<Version> forms = deployment.getForm().stream()
                .map(it -> new Version(it.getResourceName(), it.getFormId(), it.getVersion()));
        Map<String, Map<String, Integer>> versions = new TreeMap<>();
        Stream.of(processes, decisions, forms)
                .flatMap(it -> it)
                .forEach(it -> versions.computeIfAbsent(it.file(), file -> new TreeMap<>())
                        .put(it.id(), it.version()));
        return versions;
    }
}
