package io.backstitch.job;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares, on a door or on a type of event, what runs are told by it. By this the model check knows with which variables a process starts; of a message that
 * nobody declares, anything may come.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Tells {

    /** The messages that bring it: {@code process.requested} starts a run, each other one is caught by a run. */
    String[] messages();

    /** The record of the variables. What identifies the run is added by the intake. */
    Class<? extends Record> variables();
}
