package io.backstitch.stack.junit;

import java.util.Optional;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Found by JUnit in whichever test JVM has this module: has the waits of the tests {@linkplain Waits followed}, and keeps what a failure on a stack was
 * about where {@link FailureLogs} did not come to it.
 */
public final class FailureListener implements TestExecutionListener {
    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        Waits.follow();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            result.getThrowable()
                    .ifPresent(failure -> test.getSource()
                            .flatMap(FailureListener::nameOnAStack)
                            .ifPresent(name -> FailureLogs.keep(test.getUniqueId(), name, failure)));
        }
        FailureLogs.ended(test.getUniqueId());
    }

    /** Empty when the class needs no stack. */
    private static Optional<String> nameOnAStack(TestSource source) {
        if (source instanceof MethodSource method && needsStack(method.getJavaClass())) {
            return Optional.of(method.getClassName() + "." + method.getMethodName());
        }
        return source instanceof ClassSource type && needsStack(type.getJavaClass())
                ? Optional.of(type.getClassName())
                : Optional.empty();
    }

    private static boolean needsStack(Class<?> type) {
        return AnnotationSupport.isAnnotated(type, NeedsStack.class);
    }
}
