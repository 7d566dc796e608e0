package io.backstitch.intake;

/**
 * A request for a run.
 *
 * @param process the process id
 * @param source who asks: keys of one source do not meet those of another
 * @param idempotencyKey given by the source; one key is one run, for ever
 * @param variables what the run starts with: a record
 */
public record Trigger(String process, String source, String idempotencyKey, Record variables) {

    private static final int LONGEST_KEY = 255;

    public Trigger {
        if (idempotencyKey.isBlank() || idempotencyKey.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("The Idempotency-Key must have 1 to 255 characters");
        }
    }
}
