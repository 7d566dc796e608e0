package io.backstitch.approval;

import io.backstitch.compensation.Fingerprint;
import io.backstitch.messaging.EngineRecord;
import io.backstitch.messaging.EngineRecordHandler;
import io.backstitch.messaging.RebuildableRecords;
import io.backstitch.messaging.TopicBeginning;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.Base64;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps each version of each form that the engine has, whoever deployed it: a decision names the one that was seen. */
@Component
class FormRecords implements EngineRecordHandler, RebuildableRecords {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    FormRecords(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A form's version, as an entry of the audit names it. */
    record FormVersion(String id, int version, String sha256) {}

    @Override
    public String valueType() {
        return "FORM";
    }

    @Override
    public void handle(EngineRecord record) {
        if (record.intent().equals("CREATED")) {
            byte[] content = Base64.getDecoder().decode(record.text("resource"));
            jdbc.sql("""
                            INSERT INTO engine_form (form_key, form, version, sha256, content, created_at) VALUES (?, ?, ?, ?, ?, ?)
                            ON CONFLICT (form_key) DO NOTHING
                            """)
                    .params(
                            record.number("formKey"),
                            record.text("formId"),
                            record.number("version"),
                            Fingerprint.of(content).value(),
                            new String(content, StandardCharsets.UTF_8),
                            Timestamp.from(record.timestamp()))
                    .update();
        }
    }

    @Override
    public void forget(TopicBeginning beginning) {
        jdbc.sql("DELETE FROM engine_form WHERE form_key >> 51 = ? AND created_at > ?")
                .params(beginning.partition(), beginning.time())
                .update();
    }

    @Override
    public void restore(EngineRecord record) {
        handle(record);
    }

    /** Empty when no record of it has come. */
    Optional<FormVersion> find(long formKey) {
        return jdbc.sql("SELECT form, version, sha256 FROM engine_form WHERE form_key = ?")
                .param(formKey)
                .query((row, number) ->
                        new FormVersion(row.getString("form"), row.getInt("version"), row.getString("sha256")))
                .optional();
    }

    /** What the form of a task takes; nothing is known of it before the records of both have come. */
    FormFields ofTask(long elementInstanceKey) {
        return jdbc.sql("""
                        SELECT content FROM engine_form JOIN user_task USING (form_key) WHERE element_instance_key = ?
                        """)
                .param(elementInstanceKey)
                .query(String.class)
                .optional()
                .map(content -> FormFields.of(json.readTree(content)))
                .orElse(FormFields.NONE);
    }
}
