package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes what they ask for with {@link NeedsStack}. Which application they mean, the configuration parameters of JUnit say:
 *
 * <ul>
 *   <li>{@value #JAR}: its packaged jar, which is run as it is shipped. Maven says it to the tests that run after packaging.
 *   <li>{@value #APPLICATION}: its main class, which is run from the class path of the tests where there is no jar yet.
 *   <li>{@value #ENVIRONMENT}: what its environment has besides that which ties it to the stack, as {@code NAME=value, NAME=value}.
 * </ul>
 */
final class StackExtension implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
    static final String JAR = "backstitch.application.jar";
    static final String APPLICATION = "backstitch.application";
    static final String ENVIRONMENT = "backstitch.application.environment";

    private static final Namespace NAMESPACE = Namespace.create(StackExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        NeedsStack needs = needs(context);
        Set<Part> wanted = Needs.parts(needs);
        if (!needs.own() && !RunningStack.QUICK.containsAll(wanted)) {
            wanted.addAll(PlannedParts.get());
        }
        given(context).start(wanted.toArray(Part[]::new));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        given(context).closeShared();
        NeedsStack needs = needs(context);
        if (!needs.own()) {
            sharedStack(context).release(PlannedParts.ended(needs));
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningStack.class;
    }

    @Override
    public RunningStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return given(context);
    }

    /** The same for all tests of a class. A test instance that lives as long as its class gets it before anything is started. */
    private static RunningStack given(ExtensionContext context) {
        String name = context.getRequiredTestClass().getName();
        return store(context.getRoot())
                .computeIfAbsent(name, key -> new Given(view(context, name)), Given.class)
                .stack();
    }

    private static RunningStack view(ExtensionContext context, String name) {
        NeedsStack needs = needs(context);
        return needs.own()
                ? ownStack(context).sharedBy(name, false)
                : sharedStack(context).sharedBy(name, !Needs.parts(needs).contains(Part.APPLICATION));
    }

    private static NeedsStack needs(ExtensionContext context) {
        return Needs.of(context.getRequiredTestClass()).orElseThrow();
    }

    /** Not closed with the store, as the stack itself would be. */
    private record Given(RunningStack stack) {}

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /** The class's store is closed when its last test has ended, and closes the stack. */
    private static RunningStack ownStack(ExtensionContext context) {
        return store(context).computeIfAbsent("own", key -> open(context), RunningStack.class);
    }

    /** The root's store is closed when the test plan ends, and closes the stack. */
    private static RunningStack sharedStack(ExtensionContext context) {
        return store(context.getRoot()).computeIfAbsent("shared", key -> open(context), RunningStack.class);
    }

    private static RunningStack open(ExtensionContext context) {
        RunningStack stack = RunningStack.open(PlannedParts.purpose());
        Map<String, String> environment = context.getConfigurationParameter(ENVIRONMENT)
                .map(StackExtension::environment)
                .orElse(Map.of());
        context.getConfigurationParameter(JAR)
                .ifPresentOrElse(
                        jar -> stack.packagedApplication(Path.of(jar), environment),
                        () -> context.getConfigurationParameter(APPLICATION)
                                .ifPresent(mainClass -> stack.application(mainClass, environment)));
        return stack;
    }

    private static Map<String, String> environment(String text) {
        return Stream.of(text.split(","))
                .map(pair -> pair.strip().split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
