package io.backstitch.compensation;

/**
 * Names one effect of the business: {@code process/business id/element id[/occurrence]}, and {@code /undo} behind it for its compensation. The same
 * after a retry, a time-out, an incident or a restart; never random and never the engine's job key. No two effects have one key: an occurrence that
 * would look like another part of it stands, escaped, behind an empty part.
 *
 * <p>A partner gets the {@link #carrier}, and nothing else.
 *
 * @param value the key's text, as the ledger and people know it
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key header</a>
 */
public record IdempotencyKey(String value) {

    private static final String UNDO = "/undo";

    /** @throws KeyRefused when no key can have this text */
    public IdempotencyKey {
        if (value.isBlank()) {
            throw new KeyRefused("An idempotency key must not be blank");
        }
        Texts.requireStorable("An idempotency key", value);
    }

    /**
     * The key of an element that a run executes once.
     *
     * @throws KeyRefused when it would be too long
     */
    public static IdempotencyKey of(SagaId saga, String elementId) {
        Texts.requirePart("elementId", elementId);
        return Texts.requireShort(new IdempotencyKey(saga.value() + "/" + elementId));
    }

    /**
     * The key of one legitimate repeat: the item of a fan-out, the turn of a loop.
     *
     * @param occurrence tells the repeats apart; the same whenever the same repeat is executed again. Any text: two that differ in anything give two
     *     keys
     * @throws KeyRefused when it is blank, or the key would be too long
     */
    public static IdempotencyKey of(SagaId saga, String elementId, String occurrence) {
        if (occurrence.isBlank()) {
            throw new KeyRefused("The occurrence of %s is blank: it tells nothing apart".formatted(elementId));
        }
        return Texts.requireShort(
                new IdempotencyKey(of(saga, elementId).value() + "/" + OccurrencePart.of(occurrence)));
    }

    /**
     * A key that the business has itself.
     *
     * @throws KeyRefused when it would be taken for that of a compensation, or is too long
     */
    public static IdempotencyKey given(String value) {
        IdempotencyKey key = new IdempotencyKey(value);
        if (key.isUndo()) {
            throw new KeyRefused(
                    "The idempotency key that the model gives ends with %s, which names compensations".formatted(UNDO));
        }
        return Texts.requireShort(key);
    }

    /** Whether it is that of a compensation. */
    public boolean isUndo() {
        return value.endsWith(UNDO);
    }

    /** The key of the effect whose compensation has this key: {@link #undo}, the other way round. */
    IdempotencyKey undone() {
        return new IdempotencyKey(value.substring(0, value.length() - UNDO.length()));
    }

    /** The key of the compensation of the effect with this key. */
    public IdempotencyKey undo() {
        return new IdempotencyKey(value + UNDO);
    }

    /**
     * What is handed to partners, wherever they take it: printable ASCII, {@value Carrier#LONGEST} characters at most, and another one for each key.
     * A key of plain ASCII is its own.
     */
    public String carrier() {
        return Carrier.of(value);
    }

    /** Whether partners get the key's own text. */
    boolean isPlain() {
        return carrier().equals(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
