package io.backstitch.auditlog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The forms through which people decided, each version as the engine's records told it. */
@Component
class Forms {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Forms(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A form's version, as entries name it. */
    record Named(String id, int version, String sha256) {}

    /**
     * A form's version.
     *
     * @param intact whether the schema fits the hash; when it does not, somebody changed or removed it
     * @param schema a text when it is no JSON any more; null when it is not there
     */
    record Form(
            String id,
            int version,
            String sha256,
            boolean intact,
            @Nullable JsonNode schema) {}

    private record Stored(String sha256, KeptText schema) {}

    /** In their order. */
    List<Form> of(Collection<Named> named) {
        List<Stored> stored = jdbc.sql("SELECT sha256, content FROM engine_form WHERE sha256 = ANY (?)")
                .param(named.stream().map(Named::sha256).toArray(String[]::new))
                .query((row, number) -> new Stored(row.getString("sha256"), new KeptText(row.getString("content"))))
                .list();
        return named.stream().map(form -> find(form, stored)).toList();
    }

    /** Several engines' forms may have one content: one that is as it was is enough. */
    private Form find(Named form, List<Stored> stored) {
        return stored.stream()
                .filter(it -> it.sha256().equals(form.sha256()))
                .map(it -> new Form(
                        form.id(),
                        form.version(),
                        form.sha256(),
                        it.schema().fits(form.sha256()),
                        it.schema().read(json)))
                .max(Comparator.comparing(Form::intact))
                .orElse(new Form(form.id(), form.version(), form.sha256(), false, null));
    }
}
