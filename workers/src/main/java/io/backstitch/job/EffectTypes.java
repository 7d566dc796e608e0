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

    private static Class<? extends Record> parameter(Class<?> worker, int index) {
        Class<?> resolved = ResolvableType.forClass(worker)
                .as(Effect.class)
                .getGeneric(index)
                .resolve();
        if (resolved == null || !resolved.isRecord()) {
            throw new BadDeclaration(worker, "must name records as the types of its request and receipt");
        }
        return resolved.asSubclass(Record.class);
    }
}
