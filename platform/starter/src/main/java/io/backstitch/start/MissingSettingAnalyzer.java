package io.backstitch.start;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.PlaceholderResolutionException;

/** Tells of a setting without a default that a {@code @Value} needs, as {@link MissingSettings} does of those in records. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MissingSettingAnalyzer extends AbstractFailureAnalyzer<PlaceholderResolutionException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, PlaceholderResolutionException missing) {
        StartRefused refused = MissingSettings.refused(List.of(missing.getPlaceholder()));
        return new FailureAnalysis(refused.fault(), refused.whatToDo(), missing);
    }
}
