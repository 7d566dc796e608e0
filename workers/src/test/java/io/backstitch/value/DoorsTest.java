package io.backstitch.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.intake.EventType;
import io.backstitch.job.Tells;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** No door takes a raw text or number: whatever is in a request is of the vocabulary, and each time in it has bounds. */
class DoorsTest {

    private static final Set<Class<?>> OTHERS = Set.of(JsonNode.class, Boolean.class, Duration.class);

    private static final Set<Class<?>> TOLD = Set.of(
            Authentication.class, JwtAuthenticationToken.class, Jwt.class, Principal.class, HttpServletResponse.class);

    /** Doors that read bytes themselves, and why. */
    private static final Map<String, String> RAW = Map.of(
            "HookController.HttpServletRequest", "a signature is of bytes, and its headers are named by the source",
            "BulkImportController.InputStream", "a file: ContactFile counts its bytes and reads its cells",
            "BulkImportController.MultipartFile", "a file: ContactFile counts its bytes and reads its cells");

    @Test
    void everyFieldOfEveryRequestIsOfTheVocabulary() throws Exception {
        Set<Class<?>> requests = new LinkedHashSet<>();
        requests.addAll(bodies());
        requests.addAll(events());
        assertThat(requests).as("the doors that were found").hasSizeGreaterThan(12);
        List<String> raw = new ArrayList<>();
        requests.forEach(request -> findRaw(request, raw));
        assertThat(raw)
                .as("fields that are not of io.backstitch.value, or times without @Within")
                .isEmpty();
    }

    @Test
    void everyParameterOfEveryDoorIsOfTheVocabulary() throws Exception {
        List<String> raw = new ArrayList<>();
        int found = 0;
        for (Class<?> door : doors()) {
            for (Method method : door.getDeclaredMethods()) {
                if (AnnotatedElementUtils.hasAnnotation(method, RequestMapping.class)) {
                    for (Parameter parameter : method.getParameters()) {
                        found++;
                        if (!isTold(parameter)
                                && !isOfTheVocabulary(parameter)
                                && !RAW.containsKey(door.getSimpleName() + "."
                                        + parameter.getType().getSimpleName())) {
                            raw.add("%s.%s: %s".formatted(door.getName(), method.getName(), parameter));
                        }
                    }
                }
            }
        }
        assertThat(found).as("the parameters that were found").isGreaterThan(60);
        assertThat(raw)
                .as("parameters that are not of io.backstitch.value, or times without @Within")
                .isEmpty();
    }

    /** What the framework and the token say, and what {@link #everyFieldOfEveryRequestIsOfTheVocabulary} looks at. */
    private static boolean isTold(Parameter parameter) {
        return parameter.isAnnotationPresent(RequestBody.class) || TOLD.contains(parameter.getType());
    }

    private static boolean isOfTheVocabulary(Parameter parameter) {
        Class<?> type = parameter.getType();
        boolean named = Stream.of(PathVariable.class, RequestParam.class, RequestHeader.class)
                .anyMatch(parameter::isAnnotationPresent);
        boolean bounded = type != Instant.class || parameter.isAnnotationPresent(Within.class);
        return named && bounded && (type.isEnum() || Parameters.types().contains(type));
    }

    /** The model check believes what they declare. */
    @Test
    void everyTypeOfEventTellsTheRecordThatItDeclares() throws Exception {
        Set<Class<?>> types = eventTypes();
        assertThat(types)
                .hasSizeGreaterThan(2)
                .allSatisfy(type -> assertThat(type.getAnnotation(Tells.class))
                        .as(type.getName())
                        .isNotNull()
                        .satisfies(tells -> assertThat(tells.variables())
                                .isEqualTo(Stream.of(type.getDeclaredMethods())
                                        .filter(method -> method.getName().equals("variables") && !method.isBridge())
                                        .map(Method::getReturnType)
                                        .findFirst()
                                        .orElseThrow())));
    }

    private static void findRaw(Class<?> request, List<String> raw) {
        for (RecordComponent component : request.getRecordComponents()) {
            String name = request.getName() + "." + component.getName();
            for (Class<?> type : types(component.getGenericType())) {
                if (type == Instant.class || type == LocalDate.class) {
                    if (!component.isAnnotationPresent(Within.class)
                            && !component.getAccessor().isAnnotationPresent(Within.class)
                            && !hasBounds(request, component)) {
                        raw.add(name);
                    }
                } else if (type.isRecord() && !isValue(type)) {
                    findRaw(type, raw);
                } else if (!isValue(type) && !type.isEnum() && !OTHERS.contains(type)) {
                    raw.add(name + ": " + type.getSimpleName());
                }
            }
        }
    }

    private static boolean hasBounds(Class<?> request, RecordComponent component) {
        try {
            return request.getDeclaredField(component.getName()).isAnnotationPresent(Within.class);
        } catch (NoSuchFieldException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isValue(Class<?> type) {
        return type.getPackageName().equals(Word.class.getPackageName());
    }

    /** The type itself, or what it holds; the names in a map are those of entries that somebody has proposed. */
    private static List<Class<?>> types(Type type) {
        if (type instanceof ParameterizedType held) {
            Type[] arguments = held.getActualTypeArguments();
            return types(held.getRawType() == Map.class ? arguments[1] : arguments[0]);
        }
        return List.of((Class<?>) type);
    }

    private static Set<Class<?>> bodies() throws ClassNotFoundException {
        return doors().stream()
                .flatMap(door -> Stream.of(door.getDeclaredMethods()))
                .flatMap(method -> Stream.of(method.getParameters()))
                .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                .map(Parameter::getType)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<Class<?>> doors() throws ClassNotFoundException {
        Set<Class<?>> found = new LinkedHashSet<>();
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        for (var it : scanner.findCandidateComponents("io.backstitch")) {
            Class<?> door = Class.forName(it.getBeanClassName());
            if (isMain(door)) {
                found.add(door);
            }
        }
        return found;
    }

    private static Set<Class<?>> events() throws ClassNotFoundException {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Class<?> type : eventTypes()) {
            Stream.of(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals("variables"))
                    .map(method -> method.getParameterTypes()[0])
                    .filter(parameter -> parameter.isRecord() && parameter != Record.class)
                    .forEach(found::add);
        }
        return found;
    }

    private static Set<Class<?>> eventTypes() throws ClassNotFoundException {
        Set<Class<?>> found = new LinkedHashSet<>();
        ClassPathScanningCandidateComponentProvider scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(EventType.class));
        for (var it : scanner.findCandidateComponents("io.backstitch")) {
            Class<?> type = Class.forName(it.getBeanClassName());
            if (isMain(type)) {
                found.add(type);
            }
        }
        return found;
    }

    private static boolean isMain(Class<?> type) {
        return !type.getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath()
                .contains("test-classes");
    }
}
