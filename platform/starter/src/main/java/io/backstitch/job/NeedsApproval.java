package io.backstitch.job;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that an effect begins only when an approval of its run is sealed, and what of that binds it. The claim of the effect checks it on
 * our own record, in its transaction: who can write variables of the run, or move its token, in Operate or with the engine's API, gets nothing
 * that was not approved.
 *
 * <p>The newest approval of the kind counts, and it counts for one effect of each job type. A request that goes beyond what was sealed is a
 * dead letter: it can be replayed once it is approved.
 *
 * <p>For a worker with {@link EffectWorker}; the application does not start when it names a component that its request does
 * not have.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface NeedsApproval {

    /** The kind of approval, as its caller names it in the model. */
    String kind();

    /** The component of the request that may be the approved amount at most, in minor units; empty for an effect without an amount. */
    String amount() default "";

    /**
     * Components of the request that must be as they were approved: of the same name in the proposal, or else in the approval itself
     * ({@code requester}, {@code currency}, {@code department}).
     */
    String[] same() default {};
}
