package io.backstitch.job;

import io.backstitch.value.Field;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What a person says that a partner has answered, looked at before anybody builds on it: it is what the worker would have returned, all of it and no more. */
@Component
public class GivenReceipts {

    private final EffectCatalogue catalogue;

    GivenReceipts(EffectCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * What is wrong with it; empty when it can be built upon. The field is empty when all of it is wrong.
     *
     * @param effect the type of the effect
     * @param receipt null when none was given
     */
    public Optional<Field> wrong(String effect, @Nullable JsonNode receipt) {
        DeclaredEffect<?, ?> declared = catalogue
                .find(effect)
                .orElseThrow(() -> new IllegalArgumentException(
                        "No worker here knows the effect %s, so nobody can say what its receipt must be"
                                .formatted(effect)));
        return declared.receiptFault(receipt == null ? JsonNodeFactory.instance.objectNode() : receipt)
                .map(fault -> new Field(fault.field(), fault.why()));
    }
}
