package io.backstitch.stack.junit;

import static java.util.Comparator.comparingInt;

import io.backstitch.stack.Part;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.Order;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The order in which classes begin:
 *
 * <ol>
 *   <li>those that share Tasklist or Operate, which are ended when no class needs them any more;
 *   <li>those that share the application;
 *   <li>those that have parts of their own, which they kill and bring back: they wait more than they work;
 *   <li>those that disturb the shared stack: they run one after the other, with others beside them that do not need its engine;
 *   <li>those that need something else of the stack, then all others.
 * </ol>
 *
 * <p>Of two in the same place that with the lower {@link Order} begins first, then the one with more tests: a long one that begins last leaves the
 * processors idle in the end.
 */
public final class SharersFirst implements ClassOrderer {

    /** For JUnit, which is told its name. */
    public SharersFirst() {}

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors()
                .sort(comparingInt(SharersFirst::rank)
                        .thenComparingInt(SharersFirst::order)
                        .thenComparing(comparingInt(SharersFirst::tests).reversed()));
    }

    private static int order(ClassDescriptor descriptor) {
        return descriptor.findAnnotation(Order.class).map(Order::value).orElse(Order.DEFAULT);
    }

    private static int rank(ClassDescriptor descriptor) {
        Optional<NeedsStack> needs = Needs.of(descriptor.getTestClass());
        if (needs.isEmpty()) {
            return 5;
        }
        if (needs.get().own()) {
            return 2;
        }
        if (!Needs.disturbed(needs.get()).isEmpty()) {
            return 3;
        }
        Set<Part> parts = Part.withNeeds(Needs.parts(needs.get()));
        if (parts.contains(Part.OPENSEARCH)) {
            return 0;
        }
        return parts.contains(Part.APPLICATION) ? 1 : 4;
    }

    private static int tests(ClassDescriptor descriptor) {
        return ReflectionSupport.findMethods(
                        descriptor.getTestClass(),
                        method -> AnnotationSupport.isAnnotated(method, Testable.class),
                        HierarchyTraversalMode.TOP_DOWN)
                .size();
    }
}
