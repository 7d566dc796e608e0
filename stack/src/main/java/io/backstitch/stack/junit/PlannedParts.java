package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import io.backstitch.stack.component.Purpose;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Which parts of the shared stack the test plan needs, all together. They are started as one: an engine that was started without
 * OpenSearch would have to be started again when a class comes that needs Tasklist, under the hands of those that run beside it.
 */
public final class PlannedParts implements TestExecutionListener {
    /** One test plan runs in a JVM at a time. */
    private static volatile Set<Part> planned = Set.of();

    private static volatile Purpose purpose = Purpose.TESTS;

    /** For JUnit, which finds it as a service. */
    public PlannedParts() {}

    static Set<Part> get() {
        return planned;
    }

    /** What their servers are there for. */
    static Purpose purpose() {
        return purpose;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        List<NeedsStack> all = plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .flatMap(test -> test.getSource().stream())
                .filter(ClassSource.class::isInstance)
                .map(ClassSource.class::cast)
                .flatMap(source -> Needs.of(source.getJavaClass()).stream())
                .toList();
        purpose = all.stream().anyMatch(NeedsStack::measures) ? Purpose.MEASURING : Purpose.TESTS;
        all.stream().filter(needs -> !needs.own()).forEach(needs -> {
            parts.addAll(Needs.parts(needs));
            parts.addAll(Needs.disturbed(needs));
        });
        planned = Set.copyOf(parts);
    }
}
