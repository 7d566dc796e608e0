package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A test class that needs parts of the embedded stack. They run when the first test of the class begins; a {@link RunningStack} can
 * be had as a parameter of constructors, lifecycle methods and tests.
 *
 * <p>There is one stack in a test JVM. All parts that its classes name are started together, keep their data from class to class, and end
 * with the JVM's test plan. Classes share them at the same time, so each promises:
 *
 * <ul>
 *   <li>It uses its own business ids, topics and models, and looks for its own things only.
 *   <li>It sets faults of partners as one of several testers ({@code SandboxClient.of}), for its own calls only.
 *   <li>What it does to a part as a whole, it names in {@link #disturbs}, or it has the part for itself ({@link #own}).
 * </ul>
 *
 * <p>A class that does not need {@link Part#APPLICATION} has an empty database of its own in the shared PostgreSQL.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith({StackExtension.class, FailureLogs.class})
@ResourceLock(providers = StackLocks.class)
public @interface NeedsStack {
    /**
     * What is needed; what these parts need themselves comes with them. {@link Part#APPLICATION} is the application from the class path, as
     * the configuration parameters of {@link StackExtension} say.
     */
    Part[] value();

    /**
     * The parts that the class kills, stops, or moves the clock of. No other class that needs one of them runs at the same time. The
     * class brings them back; if it fails to, the next class that needs them does.
     */
    Part[] disturbs() default {};

    /** Whether the parts are started for this class alone, beside the shared ones, and ended after it. Then it may do with them what it likes. */
    boolean own() default false;

    /** For who measures: the servers of the whole test plan wait for the disk as they do in production. */
    boolean measures() default false;
}
