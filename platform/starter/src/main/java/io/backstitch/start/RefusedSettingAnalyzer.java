package io.backstitch.start;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Tells what a part says that cannot be made as it is set: a number out of its range, two settings that contradict each other. That is an
 * {@link IllegalArgumentException} or {@link IllegalStateException} which a class of ours or of the application throws, itself and on its own account, where
 * it is made. All else is told by the framework, or with its stack trace: it may be a bug.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class RefusedSettingAnalyzer implements FailureAnalyzer {

    private static final String OURS = "io.backstitch";

    private final List<String> packages;

    RefusedSettingAnalyzer(@Nullable BeanFactory beans) {
        this.packages = Stream.concat(Stream.of(OURS), ofTheApplication(beans)).toList();
    }

    private static Stream<String> ofTheApplication(@Nullable BeanFactory beans) {
        return beans != null && AutoConfigurationPackages.has(beans)
                ? AutoConfigurationPackages.get(beans).stream()
                : Stream.of();
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        BindException binding = null;
        for (Throwable it = failure; it != null; it = it.getCause()) {
            if (it instanceof BindException bind) {
                binding = bind;
            } else if (it instanceof BeanInstantiationException making) {
                Throwable said = making.getCause();
                if (said != null && isSaidOnPurpose(said)) {
                    return told(said, binding, making);
                }
            }
        }
        return null;
    }

    private boolean isSaidOnPurpose(Throwable said) {
        return (said instanceof IllegalArgumentException || said instanceof IllegalStateException)
                && said.getMessage() != null
                && said.getCause() == null
                && said.getStackTrace().length > 0
                && packages.stream()
                        .anyMatch(it -> said.getStackTrace()[0].getClassName().startsWith(it + "."));
    }

    private static FailureAnalysis told(
            Throwable said, @Nullable BindException binding, BeanInstantiationException making) {
        String sentence = String.valueOf(said.getMessage());
        String prefix = binding == null ? "" : binding.getName().toString();
        return new FailureAnalysis(
                sentence.startsWith(prefix) ? sentence : prefix + ": " + sentence,
                "Change the setting, where it is set or in the environment, and start again. %s refused it."
                        .formatted(making.getBeanClass().getName()),
                said);
    }
}
