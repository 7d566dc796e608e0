package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes what they ask for with {@link NeedsStack}. Which application they mean, the configuration parameters of JUnit say:
 *
 * <ul>
 *   <li>{@value #APPLICATION}: its main class.
 *   <li>{@value #ENVIRONMENT}: what its environment has besides that which ties it to the stack, as {@code NAME=value, NAME=value}.
 * </ul>
 */
final class StackExtension implements BeforeAllCallback, ParameterResolver {
    static final String APPLICATION = "backstitch.application";
    static final String ENVIRONMENT = "backstitch.application.environment";

    private static final Namespace NAMESPACE = Namespace.create(StackExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        NeedsStack needs = Needs.of(context.getRequiredTestClass()).orElseThrow();
        RunningStack stack = needs.own() ? ownStack(context) : sharedStack(context);
        Set<Part> wanted = Needs.parts(needs);
        if (!needs.own() && !RunningStack.QUICK.containsAll(wanted)) {
            wanted.addAll(PlannedParts.get());
        }
        stack.start(wanted.toArray(Part[]::new));
        boolean sharesDatabase = needs.own() || Needs.parts(needs).contains(Part.APPLICATION);
        String name = context.getRequiredTestClass().getName();
        store(context).put(Given.class, new Given(stack.sharedBy(name, !sharesDatabase)));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningStack.class;
    }

    /** The nearest one: what the class was given. */
    @Override
    public RunningStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Objects.requireNonNull(store(context).get(Given.class, Given.class))
                .stack();
    }

    /** Not closed with the class's store, as the stack itself would be. */
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
        context.getConfigurationParameter(APPLICATION)
                .ifPresent(mainClass -> stack.application(
                        mainClass,
                        context.getConfigurationParameter(ENVIRONMENT)
                                .map(StackExtension::environment)
                                .orElse(Map.of())));
        return stack;
    }

    private static Map<String, String> environment(String text) {
        return Stream.of(text.split(","))
                .map(pair -> pair.strip().split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
