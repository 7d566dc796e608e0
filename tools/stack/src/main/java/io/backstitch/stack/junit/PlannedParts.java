package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import io.backstitch.stack.component.Purpose;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Which parts of the shared stack the test plan needs, all together. They are started as one: an engine that was started without
 * OpenSearch would have to be started again when a class comes that needs Tasklist, under the hands of those that run beside it. And they are ended one
 * by one, as soon as no class is left that needs them: idle servers take processors away from those that work.
 */
public final class PlannedParts implements TestExecutionListener {
    /** How many classes have not ended that need a part; one test plan runs in a JVM at a time. Guarded by the class. */
    private static final Map<Part, Integer> CLASSES = new EnumMap<>(Part.class);

    private static volatile Purpose purpose = Purpose.TESTS;

    /** For JUnit, which finds it as a service. */
    public PlannedParts() {}

    /** What is needed yet. */
    static synchronized Set<Part> get() {
        return Set.copyOf(CLASSES.keySet());
    }

    /** What their servers are there for. */
    static Purpose purpose() {
        return purpose;
    }

    /**
     * Notes that a class has ended.
     *
     * @return the parts that it needed and nobody needs any more
     */
    static synchronized Set<Part> ended(NeedsStack needs) {
        Set<Part> free = all(needs);
        free.removeIf(
                part -> CLASSES.computeIfPresent(part, (it, classes) -> classes == 1 ? null : classes - 1) != null);
        return free;
    }

    private static Set<Part> all(NeedsStack needs) {
        Set<Part> all = Part.withNeeds(Needs.parts(needs));
        all.addAll(Needs.disturbed(needs));
        return all;
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        List<NeedsStack> classes = plan.getRoots().stream()
                .flatMap(root -> plan.getDescendants(root).stream())
                .flatMap(test -> test.getSource().stream())
                .filter(ClassSource.class::isInstance)
                .map(ClassSource.class::cast)
                .flatMap(source -> Needs.of(source.getJavaClass()).stream())
                .toList();
        purpose = classes.stream().anyMatch(NeedsStack::measures) ? Purpose.MEASURING : Purpose.TESTS;
        synchronized (PlannedParts.class) {
            CLASSES.clear();
            classes.stream()
                    .filter(needs -> !needs.own())
                    .flatMap(needs -> all(needs).stream())
                    .forEach(part -> CLASSES.merge(part, 1, Integer::sum));
        }
    }
}
