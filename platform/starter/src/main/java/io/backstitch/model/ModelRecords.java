package io.backstitch.model;

import io.backstitch.auditlog.AuditKind;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.auditlog.Audited;
import io.backstitch.auditlog.People;
import io.backstitch.compensation.Fingerprint;
import io.backstitch.messaging.EngineRecord;
import io.backstitch.messaging.EngineRecordHandler;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record which rules the engine has: each version of a process, decision or form that it was given or that was taken from it,
 * whoever did it, once. The source is the engine's own record, so what was deployed past the application is there, too.
 */
final class ModelRecords implements EngineRecordHandler {

    /** Where deployments begin; the engine tells its other partitions of them, which leave records of their own. */
    private static final int PARTITION = 1;

    private final Kind kind;
    private final Models models;
    private final AuditLog log;
    private final People people;

    ModelRecords(Kind kind, Models models, AuditLog log, People people) {
        this.kind = kind;
        this.models = models;
        this.log = log;
        this.people = people;
    }

    /** What models there are, and how the engine's records name them. */
    enum Kind {
        PROCESS("bpmnProcessId", "version"),
        DECISION_REQUIREMENTS("decisionRequirementsId", "decisionRequirementsVersion"),
        FORM("formId", "version");

        private final String id;
        private final String version;

        Kind(String id, String version) {
            this.id = id;
            this.version = version;
        }
    }

    @Override
    public String valueType() {
        return kind.name();
    }

    @Override
    public void handle(EngineRecord record) {
        if (record.partition() != PARTITION) {
            return;
        }
        switch (record.intent()) {
            case "CREATED" -> append(Audited.MODEL_DEPLOYED, record);
            case "DELETED" -> append(Audited.MODEL_DELETED, record);
            default -> {
                // The commands that led there.
            }
        }
    }

    private void append(AuditKind what, EngineRecord record) {
        byte[] content = Base64.getDecoder().decode(record.text("resource"));
        boolean shipped = models.contain(content);
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("actor", actor(record.who(), shipped && what == Audited.MODEL_DEPLOYED));
        body.put("file", record.text("resourceName"));
        body.put("id", record.text(kind.id));
        body.put("version", record.number(kind.version));
        body.put("sha256", Fingerprint.of(content).value());
        body.put("shipped", shipped);
        body.put("happened", record.timestamp().toString());
        body.put(
                "record",
                Map.of(
                        "partition", record.partition(),
                        "position", String.valueOf(record.position())));
        log.append(what, null, body);
    }

    /** An engine whose API is open does not know; then it was most likely the application that brings this very file. */
    private Object actor(@Nullable String who, boolean ours) {
        if (who != null) {
            return people.pseudonym(who);
        }
        return ours ? "system" : "unknown";
    }
}
