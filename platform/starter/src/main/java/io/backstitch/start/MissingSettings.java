package io.backstitch.start;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ReflectionUtils;

/**
 * Stops the start over settings that have no default and are not set, so that nobody first hears of them when a run calls a partner. It looks at records with
 * {@link ConfigurationProperties} in packages that are {@link NullMarked}: their components are there, but for those that say {@link Nullable}.
 */
@Component
class MissingSettings implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        Class<?> type = bean.getClass();
        ConfigurationProperties settings =
                AnnotatedElementUtils.findMergedAnnotation(type, ConfigurationProperties.class);
        if (settings != null && type.isRecord() && type.getPackage().isAnnotationPresent(NullMarked.class)) {
            requireAll(type, settings.prefix(), bean);
        }
        return bean;
    }

    private static void requireAll(Class<?> type, String prefix, Object settings) {
        List<String> missing = Arrays.stream(type.getRecordComponents())
                .filter(it -> isMissing(it, settings))
                .map(it -> prefix + "." + dashed(it.getName()))
                .toList();
        if (!missing.isEmpty()) {
            throw refused(missing);
        }
    }

    private static boolean isMissing(RecordComponent component, Object settings) {
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return false;
        }
        ReflectionUtils.makeAccessible(component.getAccessor());
        return ReflectionUtils.invokeMethod(component.getAccessor(), settings) == null;
    }

    static StartRefused refused(List<String> missing) {
        return new StartRefused(
                missing.size() == 1
                        ? "The setting %s is missing, and has no default.".formatted(missing.getFirst())
                        : "The settings %s are missing, and have no default.".formatted(String.join(", ", missing)),
                "Set %s in the environment, or in application.yaml what is no secret."
                        .formatted(missing.stream()
                                .map(MissingSettings::environmentVariable)
                                .collect(Collectors.joining(", "))));
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** As the framework reads it for a key that it looks for. */
    private static String environmentVariable(String key) {
        return key.replaceAll("[.\\[-]", "_").replace("]", "").toUpperCase(Locale.ROOT);
    }
}
