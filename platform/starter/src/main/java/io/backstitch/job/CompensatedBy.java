package io.backstitch.job;

import io.backstitch.compensation.Recovery;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares how the effect of an {@link EffectWorker} is undone; its class implements {@link CompensableEffect}. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface CompensatedBy {

    /** The job type of the compensation handler in the model. */
    String jobType();

    /** What is safe when nobody knows whether the undo happened. */
    Recovery recovery();

    /** The name of the retry policy, one of {@code backstitch.retry.*}. */
    String retry();
}
