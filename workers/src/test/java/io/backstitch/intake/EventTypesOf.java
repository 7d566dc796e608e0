package io.backstitch.intake;

import io.backstitch.Beans;
import jakarta.validation.Validation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/** Types of events without an application. */
public final class EventTypesOf {

    private EventTypesOf() {}

    public static EventTypes types(EventType<?>... types) {
        return new EventTypes(
                Beans.of(List.of(types)),
                JsonMapper.shared(),
                Validation.buildDefaultValidatorFactory().getValidator());
    }

    /** Those of all processes by name, with nothing of an application but what they need; to be changed. */
    public static Map<String, EventType<?>> allProcesses() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(EventType.class));
        try (var beans = new AnnotationConfigApplicationContext()) {
            beans.registerBean(
                    Deadlines.class, () -> new Deadlines(false, Duration.ofMinutes(1), Duration.ofMinutes(1)));
            scanner.findCandidateComponents("io.backstitch").stream()
                    .map(bean -> ClassUtils.resolveClassName(Objects.requireNonNull(bean.getBeanClassName()), null))
                    .filter(type -> !type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .getPath()
                            .contains("test-classes"))
                    .forEach(beans::registerBean);
            beans.refresh();
            return beans.getBeansOfType(EventType.class).values().stream()
                    .map(type -> (EventType<?>) type)
                    .collect(Collectors.toMap(EventType::name, type -> type));
        }
    }
}
