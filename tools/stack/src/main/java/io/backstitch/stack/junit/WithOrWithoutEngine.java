package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import java.util.Optional;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Divides the tests into those that need an engine on disk and all others, by the system property {@value #PROPERTY}: {@code with-engine} or
 * {@code without-engine}; anything else, or nothing, means all. So what a class says with {@link NeedsStack} also says when it runs: the
 * build runs those without an engine in its phase {@code test}, and the others when everything is packaged.
 */
public final class WithOrWithoutEngine implements PostDiscoveryFilter {
    static final String PROPERTY = "backstitch.tests";

    /** For JUnit, which finds it as a service. */
    public WithOrWithoutEngine() {}

    @Override
    public FilterResult apply(TestDescriptor test) {
        return switch (System.getProperty(PROPERTY, "")) {
            case "with-engine" -> FilterResult.includedIf(needsEngine(test));
            case "without-engine" -> FilterResult.includedIf(!needsEngine(test));
            default -> FilterResult.included("all are asked for");
        };
    }

    private static boolean needsEngine(TestDescriptor test) {
        return testClass(test)
                .flatMap(Needs::of)
                .filter(needs -> Part.withNeeds(Needs.parts(needs)).contains(Part.ZEEBE)
                        || Needs.parts(needs).contains(Part.APPLICATION)
                        || Needs.parts(needs).contains(Part.KEYCLOAK))
                .isPresent();
    }

    /** The class of a test or of what is inside of it. */
    private static Optional<Class<?>> testClass(TestDescriptor test) {
        Optional<TestDescriptor> at = Optional.of(test);
        while (at.isPresent()) {
            if (at.get().getSource().orElse(null) instanceof ClassSource source) {
                return Optional.of(source.getJavaClass());
            }
            at = at.get().getParent();
        }
        return Optional.empty();
    }
}
