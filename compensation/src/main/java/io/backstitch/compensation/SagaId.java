package io.backstitch.compensation;

/**
 * Names one saga: one run of a process with its effects. Derived from the business, so that a repeated trigger names the
 * same saga.
 *
 * @param process the process id, one lower-case word
 * @param businessId the business id; it may not contain a slash, which separates the parts of an idempotency key
 */
public record SagaId(String process, String businessId) {

    public SagaId {
        Texts.requirePart("process", process);
        Texts.requirePart("businessId", businessId);
    }

    /** Reads what {@link #value} gave. */
    public static SagaId parse(String value) {
        int slash = value.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("A saga is named process/businessId, but not " + value);
        }
        return new SagaId(value.substring(0, slash), value.substring(slash + 1));
    }

    /** The id as the ledger stores it: {@code process/businessId}. */
    public String value() {
        return process + "/" + businessId;
    }

    @Override
    public String toString() {
        return value();
    }
}
