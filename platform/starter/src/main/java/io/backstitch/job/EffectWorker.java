package io.backstitch.job;

import io.backstitch.compensation.Recovery;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/**
 * Declares a worker that performs one effect. Nothing has a default: who writes a worker says what is safe. The class
 * implements {@link Effect} and carries either {@link CompensatedBy} or {@link NotCompensated}; the application does not
 * start otherwise.
 */
@Documented
@Component
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EffectWorker {

    /** The job type, {@code process.verb-object}. */
    String jobType();

    /** The lane that its jobs, and those of its undo, belong to: one of {@code backstitch.lanes.*}. */
    String lane();

    /** What the effect does, as a sentence for people: shown in the modeller's palette. */
    String does();

    /** The outside party that is called, one of {@code backstitch.partners.*}; {@code database} for our own. */
    String partner();

    /** What is safe when nobody knows whether the effect happened. */
    Recovery recovery();

    /** The name of the retry policy, one of {@code backstitch.retry.*}. */
    String retry();

    /** What becomes of the run when the attempts are used up. */
    WhenExhausted whenExhausted();
}
