package io.backstitch.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * A request of the API says what it means: a parameter that its path does not take or that is empty, a parameter or a header that comes twice, and a body in
 * an encoding that we do not read are refused. What is left out in silence would be taken for granted by who sends it: a filter that is
 * misspelt filters nothing, and of two idempotency keys only one would be kept.
 */
final class StrictRequests implements HandlerInterceptor {

    private static final String API = "/api/";
    private static final Set<String> READ_OF_EACH = Set.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE);

    private static final Pattern PLAIN = Pattern.compile("[\\w.\\[\\]-]{1,64}");

    private final Map<HandlerMethod, Taken> known = new ConcurrentHashMap<>();

    /**
     * What a method takes.
     *
     * @param parameters of the address, and parts of the body
     */
    private record Taken(Set<String> parameters, Set<String> headers) {}

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            requireReadableBody(request);
            if (request.getRequestURI().startsWith(API)) {
                requireOnlyWhatIsTaken(request, known.computeIfAbsent(method, StrictRequests::takenBy));
            }
        }
        return true;
    }

    /** As RFC 9110 says it for a content coding that is not read. */
    private static void requireReadableBody(HttpServletRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity")) {
            Problem problem = new Problem(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Send the body as it is, without the header Content-Encoding");
            problem.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "identity");
            throw problem;
        }
    }

    private static void requireOnlyWhatIsTaken(HttpServletRequest request, Taken taken) {
        for (String header : taken.headers()) {
            requireOnce(
                    header,
                    "The header " + header,
                    Collections.list(request.getHeaders(header)).size());
        }
        List<String> given = names(request);
        for (String name : new TreeSet<>(given)) {
            if (!taken.parameters().contains(name)) {
                throw new Problem(HttpStatus.BAD_REQUEST, unknown(name, taken.parameters()));
            }
            requireOnce(name, name, Collections.frequency(given, name));
            requireSomething(name, request.getParameter(name));
        }
    }

    /** The framework would take the default in its place. */
    private static void requireSomething(String name, @Nullable String value) {
        if (value != null && value.isEmpty()) {
            throw Problem.ofParameter(name, "is empty; say what it is, or leave it out");
        }
    }

    private static String unknown(String name, Set<String> parameters) {
        String wrong = "This path takes no parameter \"%s\"; it takes "
                .formatted(PLAIN.matcher(name).matches() ? name : "…");
        return wrong + (parameters.isEmpty() ? "none" : String.join(", ", new TreeSet<>(parameters)));
    }

    private static void requireOnce(String name, String what, int times) {
        if (times > 1) {
            String why = "comes %d times; send it once".formatted(times);
            throw Problem.of("%s %s".formatted(what, why), name, why);
        }
    }

    /** As often as each comes, in the address or as a part. */
    private static List<String> names(HttpServletRequest request) {
        return (request instanceof MultipartHttpServletRequest parts ? parts(parts) : address(request.getQueryString()))
                .toList();
    }

    private static Stream<String> address(@Nullable String query) {
        return query == null
                ? Stream.empty()
                : Arrays.stream(query.split("&", -1))
                        .filter(parameter -> !parameter.isEmpty())
                        .map(parameter -> URLDecoder.decode(parameter.split("=", 2)[0], StandardCharsets.UTF_8));
    }

    /** The server has put those of the address and the fields of the body together. */
    private static Stream<String> parts(MultipartHttpServletRequest request) {
        return Stream.concat(
                request.getMultiFileMap().entrySet().stream()
                        .flatMap(file -> Collections.nCopies(file.getValue().size(), file.getKey()).stream()),
                request.getParameterMap().entrySet().stream()
                        .flatMap(field -> Collections.nCopies(field.getValue().length, field.getKey()).stream()));
    }

    private static Taken takenBy(HandlerMethod method) {
        Set<String> parameters = new HashSet<>();
        Set<String> headers = new HashSet<>(READ_OF_EACH);
        for (MethodParameter parameter : method.getMethodParameters()) {
            String name = parameter.getParameter().getName();
            RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
            RequestPart part = parameter.getParameterAnnotation(RequestPart.class);
            RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
            if (query != null) {
                parameters.add(query.value().isEmpty() ? name : query.value());
            }
            if (part != null) {
                parameters.add(part.value().isEmpty() ? name : part.value());
            }
            if (header != null) {
                headers.add(header.value().isEmpty() ? name : header.value());
            }
        }
        return new Taken(Set.copyOf(parameters), Set.copyOf(headers));
    }
}
