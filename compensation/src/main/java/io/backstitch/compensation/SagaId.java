package io.backstitch.compensation;

/** Names one run of a process with its effects. */
public record SagaId(String value) {
    public SagaId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A saga id must not be blank");
        }
    }
}
