package io.backstitch.job;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a person says that a partner has answered, looked at before anybody builds on it: it is what the worker would have returned, all of it and no more. */
@Component
public class GivenReceipts {

    /**
     * A receipt that nothing can be built on.
     *
     * @param field of the receipt; empty for all of it
     * @param why as the rest of a sentence that begins with the field
     */
    public record Wrong(String field, String why) {}

    private final EffectCatalogue catalogue;

    GivenReceipts(EffectCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * What is wrong with it.
     *
     * @param effect the type of the effect
     * @param receipt null when none was given
     */
    public @Nullable Wrong wrong(String effect, @Nullable JsonNode receipt) {
        return catalogue.all().stream()
                .filter(declared -> declared.type().equals(effect))
                .findFirst()
                .map(declared ->
                        declared.receiptFault(receipt == null ? JsonNodeFactory.instance.objectNode() : receipt))
                .orElseThrow(() -> new IllegalArgumentException(
                        "No worker here knows the effect %s, so nobody can say what its receipt must be"
                                .formatted(effect)))
                .map(fault -> new Wrong(fault.field(), fault.why()))
                .orElse(null);
    }
}
