package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that needs parts of the embedded stack. They run when the first test of the class begins; a {@link RunningStack} can
 * be had as a parameter of constructors, lifecycle methods and tests.
 *
 * <p>There is one stack in a test JVM. It grows as classes ask for more, keeps its data from class to class, and ends with the JVM's
 * test plan. So a test finds what others left: it uses its own business ids and looks for its own things only.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(StackExtension.class)
public @interface NeedsStack {
    /** What is needed; what these parts need themselves comes with them. */
    Part[] value();
}
