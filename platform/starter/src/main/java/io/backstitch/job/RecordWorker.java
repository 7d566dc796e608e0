package io.backstitch.job;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/** Declares a {@link RecordStep}: a worker that keeps records of ours and has no effect that could be undone. */
@Documented
@Component
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RecordWorker {

    /** The job type, {@code process.verb-object}. */
    String jobType();

    /** The lane that its jobs belong to: one of {@code backstitch.lanes.*}. */
    String lane();

    /** What the step does, as a sentence for people: shown in the modeller's palette. */
    String does();

    /** Whether its jobs are those of an execution listener, which no step of a model is made of. */
    boolean listener() default false;

    /** Whether it stands in a draft, which belongs to no run yet: who fills in its form could name another's, so that is not even read. */
    boolean draft() default false;
}
