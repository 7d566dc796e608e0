package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.platform.commons.support.AnnotationSupport;

/** What test classes say that they need of the stack. */
final class Needs {

    private Needs() {}

    /** What the class, or the one around it, says. */
    static Optional<NeedsStack> of(Class<?> testClass) {
        Optional<NeedsStack> own = AnnotationSupport.findAnnotation(testClass, NeedsStack.class);
        Class<?> outer = testClass.getEnclosingClass();
        return own.isPresent() || outer == null ? own : of(outer);
    }

    static Set<Part> parts(NeedsStack needs) {
        return set(needs.value());
    }

    static Set<Part> disturbed(NeedsStack needs) {
        return set(needs.disturbs());
    }

    private static Set<Part> set(Part... parts) {
        Set<Part> set = EnumSet.noneOf(Part.class);
        set.addAll(List.of(parts));
        return set;
    }
}
