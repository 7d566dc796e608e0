package io.backstitch.auditlog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The forms through which people decided, each version as the engine's records told it. */
@Component
class Forms {

    private final List<KeptBeside> keepers;
    private final JsonMapper json;

    Forms(ObjectProvider<KeptBeside> keepers, JsonMapper json) {
        this.keepers = keepers.stream().toList();
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

    private record Stored(String sha256, KeptText schema) {

        /** Forms are not erased: one without its content was taken away. */
        static Optional<Stored> of(KeptBeside.Kept form) {
            String schema = form.content();
            return schema == null ? Optional.empty() : Optional.of(new Stored(form.hash(), new KeptText(schema)));
        }
    }

    /** In their order. */
    List<Form> of(Collection<Named> named) {
        List<String> hashes = named.stream().map(Named::sha256).toList();
        List<Stored> stored = keepers.stream()
                .flatMap(it -> it.forms(hashes).stream())
                .flatMap(it -> Stored.of(it).stream())
                .toList();
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
