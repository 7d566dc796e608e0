package io.backstitch.approval;

import io.backstitch.audit.CanonicalJson;
import io.backstitch.compensation.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people saw. The audit holds only the hash of it, with a salt, so that the content can be erased without breaking the chain and
 * nobody can guess it from the hash.
 */
@Component
class ShownSnapshots {

    private static final int SALT = 32;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final SecureRandom random = new SecureRandom();

    ShownSnapshots(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Keeps what a form shows, and returns its hash. */
    String keep(String form, ObjectNode shown) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        ObjectNode content = json.createObjectNode();
        content.put("salt", Base64.getUrlEncoder().withoutPadding().encodeToString(salt));
        content.putObject("form").put("id", form);
        content.set("shown", shown);
        String canonical = CanonicalJson.ofObject(content.toString());
        String hash = Fingerprint.of(canonical.getBytes(StandardCharsets.UTF_8)).value();
        jdbc.sql("INSERT INTO approval_snapshot (hash, content) VALUES (?, ?)")
                .params(hash, canonical)
                .update();
        return hash;
    }

    /** Whether what would be shown now is what was seen then, but for the note; false also when the content was erased. */
    boolean isAsSeen(String hash, ObjectNode shownNow) {
        return jdbc.sql("SELECT content FROM approval_snapshot WHERE hash = ? AND content IS NOT NULL")
                .param(hash)
                .query(String.class)
                .optional()
                .map(content -> json.readTree(content).path("shown").asObject().without("note"))
                .filter(seen -> canonical(seen).equals(canonical(comparable(shownNow, seen))))
                .isPresent();
    }

    private static JsonNode comparable(ObjectNode now, JsonNode seen) {
        return now.deepCopy()
                .without(Shown.SINCE.stream().filter(name -> !seen.has(name)).toList());
    }

    private static String canonical(JsonNode object) {
        return CanonicalJson.ofObject(object.toString());
    }
}
