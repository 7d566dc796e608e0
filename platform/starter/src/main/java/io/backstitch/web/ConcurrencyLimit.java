package io.backstitch.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns requests away, before their bodies are read, while as many are in hand as this process has memory for. Each has a virtual thread
 * of its own, so that nothing else would bound them: a storm that comes faster than it is answered would end the process, and what it has in
 * hand with it. Probes and metrics always pass.
 *
 * <p>A place is taken only by who is known: who shows no token is answered before, by the security of the doors. The senders of webhooks show
 * who they are by what they send, so they have places of their own, a quarter as many.
 *
 * <p>Metric {@code backstitch.requests.shed}: requests that were turned away so.
 *
 * @see <a href="https://sre.google/sre-book/handling-overload/">Handling overload</a>
 */
@Component
@Order(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1)
class ConcurrencyLimit extends OncePerRequestFilter {

    private static final String ACTUATOR = "/actuator";
    private static final String WEBHOOKS = "/hooks/";
    private static final String AFTER_SECONDS = "1";

    private final Semaphore places;
    private final Semaphore placesOfWebhooks;
    private final JsonMapper json;
    private final Counter shed;

    ConcurrencyLimit(
            @Value("${backstitch.http.max-concurrent-requests}") int most, JsonMapper json, MeterRegistry metrics) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "backstitch.http.max-concurrent-requests is %d; it must be at least 1".formatted(most));
        }
        this.places = new Semaphore(most);
        this.placesOfWebhooks = new Semaphore(Math.max(1, most / 4));
        this.json = json;
        this.shed = metrics.counter("backstitch.requests.shed");
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith(ACTUATOR);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Semaphore own = request.getRequestURI().startsWith(WEBHOOKS) ? placesOfWebhooks : places;
        if (!own.tryAcquire()) {
            shed.increment();
            turnAway(response);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            own.release();
        }
    }

    private void turnAway(HttpServletResponse response) throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.SERVICE_UNAVAILABLE,
                "As many requests are in hand as can be; nothing was stored; send the same request again in a moment");
        response.setStatus(problem.getStatus());
        response.setHeader(HttpHeaders.RETRY_AFTER, AFTER_SECONDS);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), problem);
    }
}
