package io.backstitch.compensation;

import java.time.Duration;

/**
 * One request to make an effect happen.
 *
 * @param key of the effect
 * @param saga the run that it belongs to
 * @param element id of the model's element
 * @param activation the engine's number of this activation of the element; it grows from each activation of the run to the
 *     next, so that an unwinding can void the activations before it and let those after it pass
 * @param instance the engine's number of the process instance in which the element stands
 * @param called whether that was called by another: of the others there is one for each run
 * @param definition what to call
 * @param request JSON, written the same way each time
 * @param kernelUndoesIt whether the engine will send no compensation handler for this very effect
 * @param lease how long this attempt may take; afterwards the effect is in doubt and another worker may take it over
 */
public record EffectCall(
        IdempotencyKey key,
        SagaId saga,
        String element,
        long activation,
        long instance,
        boolean called,
        EffectDefinition definition,
        String request,
        boolean kernelUndoesIt,
        Duration lease) {

    public EffectCall {
        if (lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException("The lease of %s must be positive, but is %s".formatted(key, lease));
        }
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(request);
    }
}
