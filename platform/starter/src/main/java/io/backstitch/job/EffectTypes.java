package io.backstitch.job;

import org.springframework.core.ResolvableType;

/** The records of a worker, as its class declares them: {@code implements Effect<Request, Receipt>}. */
final class EffectTypes {

    private EffectTypes() {}

    /** @throws BadDeclaration when it names none */
    static Class<? extends Record> request(Class<?> worker) {
        return parameter(worker, 0);
    }

    /** @throws BadDeclaration when it names none */
    static Class<? extends Record> receipt(Class<?> worker) {
        return parameter(worker, 1);
    }

    /**
     * The variables that a {@link RecordStep} reads.
     *
     * @throws BadDeclaration when it names no record
     */
    static Class<? extends Record> read(Class<?> step) {
        return parameter(step, RecordStep.class, 0);
    }

    /**
     * The variables that a {@link RecordStep} returns.
     *
     * @throws BadDeclaration when it names no record
     */
    static Class<? extends Record> returned(Class<?> step) {
        return parameter(step, RecordStep.class, 1);
    }

    private static Class<? extends Record> parameter(Class<?> worker, int index) {
        return parameter(worker, Effect.class, index);
    }

    private static Class<? extends Record> parameter(Class<?> worker, Class<?> as, int index) {
        Class<?> resolved =
                ResolvableType.forClass(worker).as(as).getGeneric(index).resolve();
        if (resolved == null || !resolved.isRecord()) {
            throw new BadDeclaration(worker, "must name records as the types of what it reads and returns");
        }
        return resolved.asSubclass(Record.class);
    }
}
