package io.backstitch.job;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares what of an effect's request must be as the door took it that began the run. The claim of the effect checks it on our own record, in its
 * transaction: who can write variables of the run in Operate, or with the engine's API, does not move more money with them, nor to somebody else.
 *
 * <p>For a worker with {@link EffectWorker}; the application does not start when it names a component that its request does
 * not have. A request that is something else is a dead letter.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface AsAccepted {

    /** Components of the request, which the variables that the run started with have under the same names. */
    String[] value();
}
