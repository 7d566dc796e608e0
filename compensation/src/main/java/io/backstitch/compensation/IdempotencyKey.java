package io.backstitch.compensation;

/**
 * Names one effect of the business: {@code process/business id/element id[/occurrence]}. The same after a retry, a time-out,
 * an incident or a restart; never random and never the engine's job key. It is handed to the partner as it is.
 *
 * @param value the key's text
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key header</a>
 */
public record IdempotencyKey(String value) {

    private static final String UNDO = "undo";

    public IdempotencyKey {
        if (value.isBlank()) {
            throw new IllegalArgumentException("An idempotency key must not be blank");
        }
    }

    /** The key of an element that a run executes once. */
    public static IdempotencyKey of(SagaId saga, String elementId) {
        Texts.requirePart("elementId", elementId);
        return new IdempotencyKey(saga.value() + "/" + elementId);
    }

    /**
     * The key of one legitimate repeat: the item of a fan-out, the turn of a loop.
     *
     * @param occurrence tells the repeats apart; the same whenever the same repeat is executed again
     */
    public static IdempotencyKey of(SagaId saga, String elementId, String occurrence) {
        Texts.requirePart("occurrence", occurrence);
        if (occurrence.equals(UNDO)) {
            throw new IllegalArgumentException("The occurrence \"undo\" is taken: it names compensations");
        }
        return new IdempotencyKey(of(saga, elementId).value() + "/" + occurrence);
    }

    /** The key of the compensation of the effect with this key. */
    public IdempotencyKey undo() {
        return new IdempotencyKey(value + "/" + UNDO);
    }

    @Override
    public String toString() {
        return value;
    }
}
