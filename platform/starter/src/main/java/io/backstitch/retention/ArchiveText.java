package io.backstitch.retention;

import io.backstitch.auditlog.ChainEnd;
import io.backstitch.compensation.Fingerprint;
import io.backstitch.tables.RunRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an archive says: one line of JSON for each run, with its rows by table, and a manifest that vouches for these lines. The same rows give the
 * same bytes.
 * For use within the transaction that then deletes the rows.
 */
@Component
class ArchiveText {

    private final JdbcClient jdbc;
    private final RunTables tables;
    private final ChainEnd audit;
    private final JsonMapper json;

    ArchiveText(JdbcClient jdbc, RunTables tables, ChainEnd audit, JsonMapper json) {
        this.jdbc = jdbc;
        this.tables = tables;
        this.audit = audit;
        this.json = json;
    }

    /** The lines, compressed. */
    byte[] lines(Plan plan) {
        // Times are written in the zone of the session.
        jdbc.sql("SET LOCAL TIME ZONE 'UTC'").update();
        Map<String, Map<String, List<String>>> rows = new LinkedHashMap<>();
        plan.runs().forEach(run -> rows.put(run, new TreeMap<>()));
        for (RunRows table : tables.archived()) {
            jdbc.sql(table.select())
                    .param("process", plan.process())
                    .param("runs", plan.runs().toArray(String[]::new))
                    .query(row -> {
                        Objects.requireNonNull(rows.get(row.getString("run")))
                                .computeIfAbsent(table.table(), name -> new ArrayList<>())
                                .add(row.getString("kept"));
                    });
        }
        StringBuilder text = new StringBuilder();
        rows.forEach((run, ofRun) -> line(plan.process(), run, ofRun, text));
        return compressed(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void line(String process, String run, Map<String, List<String>> tables, StringBuilder text) {
        text.append("{\"run\":%s,\"rows\":{".formatted(json.writeValueAsString(process + "/" + run)));
        String separator = "";
        for (Map.Entry<String, List<String>> table : tables.entrySet()) {
            text.append(separator).append('"').append(table.getKey()).append("\":[");
            text.append(String.join(",", table.getValue())).append(']');
            separator = ",";
        }
        text.append("}}\n");
    }

    private static byte[] compressed(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException("Memory takes everything", e);
        }
        return bytes.toByteArray();
    }

    /** The manifest over one file of lines. */
    byte[] manifest(Plan plan, String file, byte[] lines) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("type", "backstitch.archive");
        manifest.put("version", 1);
        manifest.put("archive", plan.name());
        manifest.put("process", plan.process());
        manifest.put("runs", plan.runs().size());
        manifest.put(
                "audit",
                new TreeMap<>(Map.of(
                        "tenant", audit.tenant(),
                        "seq", plan.audit().seq(),
                        "hash", plan.audit().hash())));
        manifest.put("files", List.of(file(file, lines)));
        return (json.writeValueAsString(new TreeMap<>(manifest)) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> file(String name, byte[] content) {
        return new TreeMap<>(Map.of(
                "name",
                name,
                "bytes",
                content.length,
                "sha256",
                Fingerprint.of(content).value()));
    }
}
