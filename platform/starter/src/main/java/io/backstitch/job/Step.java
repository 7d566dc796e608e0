package io.backstitch.job;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.KeyRefused;
import io.backstitch.compensation.SagaId;
import io.camunda.client.api.response.ActivatedJob;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A job of the engine, with what every step of ours knows.
 *
 * @param variables those that were fetched
 * @param saga the run that it belongs to, as {@link Admission} has made sure of; a called process belongs to the run of its caller. Of a
 *     draft, which belongs to none: its process and its instance
 */
record Step(ActivatedJob job, JsonNode variables, SagaId saga) {

    static final String BUSINESS_ID = "businessId";
    static final String SAGA = "saga";
    private static final String IDEMPOTENCY_KEY = "idempotencyKey";
    private static final String OCCURRENCE = "occurrence";

    /** The variables that a worker fetches: those of its request and those that make up the key. */
    static List<String> variablesOf(Class<? extends Record> request) {
        return Stream.concat(
                        Arrays.stream(request.getRecordComponents()).map(component -> component.getName()),
                        Stream.of(BUSINESS_ID, SAGA, IDEMPOTENCY_KEY, OCCURRENCE))
                .distinct()
                .toList();
    }

    /**
     * The step's key: given by the model, or derived from the business.
     *
     * @throws KeyRefused when none can be made of what the model gives
     */
    IdempotencyKey key() {
        if (variables.has(IDEMPOTENCY_KEY)) {
            return IdempotencyKey.given(text(IDEMPOTENCY_KEY));
        }
        SagaId owner = new SagaId(job.getBpmnProcessId(), saga.businessId());
        return variables.has(OCCURRENCE)
                ? IdempotencyKey.of(owner, job.getElementId(), text(OCCURRENCE))
                : IdempotencyKey.of(owner, job.getElementId());
    }

    /** The step's key; empty when none can be made of what the model gives, so that nothing can have happened under it. */
    Optional<IdempotencyKey> keyIfAny() {
        try {
            return Optional.of(key());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Null is refused: all repeats whose name is missing would be one. */
    private String text(String name) {
        JsonNode value = variables.get(name);
        if (value.isNull() || value.isContainer()) {
            throw new KeyRefused("The variable \"%s\" of %s must be a text or a number, but is %s"
                    .formatted(name, job.getElementId(), value.isNull() ? "null" : "a list or a context"));
        }
        return value.asString();
    }
}
