package io.backstitch.job;

import io.backstitch.compensation.Precondition;
import java.util.Optional;

/** Finds what must hold for the effects of a worker to begin, by what its class declares besides {@link EffectWorker}. */
public interface EffectPreconditions {

    /**
     * The precondition of a worker; empty when it declares none.
     *
     * @param request the type of its request
     * @throws BadDeclaration when what it declares does not fit its request; that stops the start
     */
    Optional<Precondition> of(Class<?> worker, Class<?> request);
}
