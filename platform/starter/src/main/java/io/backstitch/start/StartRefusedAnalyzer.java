package io.backstitch.start;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells a {@link StartRefused}, however deep it lies: before the framework tells of the beans around it. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartRefusedAnalyzer extends AbstractFailureAnalyzer<StartRefused> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, StartRefused refused) {
        return new FailureAnalysis(refused.fault(), refused.whatToDo(), refused);
    }
}
