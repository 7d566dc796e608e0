package io.backstitch.web;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bounds the body of every request at every door, before anybody reads it: whoever does, the server's own reading of forms and parts included,
 * gets so many bytes in so much time. A server's own time-out counts from one byte to the next, so that who sends one now and then could go
 * on for ever; here it counts for all of them.
 *
 * <p>After the answer what is left of a refused body is read for a moment and thrown away, so that a sender that is still busy sending
 * hears the answer; then the connection ends.
 *
 * @see <a href="https://owasp.org/www-community/attacks/Denial_of_Service">OWASP on denial of service</a>
 */
@Component
@EnableConfigurationProperties(BodySettings.class)
class BodyLimits implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private static final int THROWN_AWAY = 2 << 20;

    private final BodyLimit otherwise;
    private final List<BodyLimit> limits;
    private final JsonMapper json;

    BodyLimits(BodySettings settings, ObjectProvider<BodyLimit> limits, JsonMapper json) {
        this.otherwise = new BodyLimit("", settings.maxSize(), settings.timeout());
        this.limits = Stream.concat(limits.stream(), Stream.of(otherwise))
                .sorted(Comparator.comparingInt(
                                (BodyLimit limit) -> limit.path().length())
                        .reversed())
                .toList();
        this.json = json;
    }

    /** Around {@link ProblemReports}: it has the last word on a body. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 2;
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addEngineValves(new Bounding());
    }

    private BodyLimit of(@Nullable String path) {
        return limits.stream()
                .filter(limit -> path != null && path.startsWith(limit.path()))
                .findFirst()
                .orElse(otherwise);
    }

    private final class Bounding extends ValveBase {

        Bounding() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            org.apache.coyote.Request wire = request.getCoyoteRequest();
            InputBuffer whole = wire.getInputBuffer();
            Bounded bounded = new Bounded(whole, of(request.getDecodedRequestURI()));
            // The server uses one request for all of a connection.
            wire.setInputBuffer(bounded);
            try {
                if (bounded.isAnnouncedTooLarge(wire.getContentLengthLong())) {
                    answer(response, bounded.refuse(RefusedBody.tooLarge(bounded.size)));
                } else {
                    getNext().invoke(request, response);
                }
                if (bounded.refused != null) {
                    answerUnlessAnswered(response, bounded.refused);
                    bounded.throwAwayTheRest();
                    wire.action(ActionCode.DISABLE_SWALLOW_INPUT, null);
                }
            } finally {
                wire.setInputBuffer(whole);
            }
        }

        private void answerUnlessAnswered(Response response, RefusedBody refused) throws IOException {
            if (response.getStatus() != refused.status().value() && !response.isCommitted()) {
                response.reset();
                answer(response, refused);
            }
        }

        private void answer(Response response, RefusedBody refused) throws IOException {
            ProblemDetail problem = refused.problem();
            response.setStatus(problem.getStatus());
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setHeader(HttpHeaders.CONNECTION, "close");
            byte[] body = json.writeValueAsBytes(problem);
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
            response.flushBuffer();
        }
    }

    /** The body as it comes from the wire, until it is too much or too late. */
    private static final class Bounded implements InputBuffer {

        private final InputBuffer whole;
        private final Duration time;
        private final long size;
        private final long begin = System.nanoTime();
        private long read;
        private @Nullable RefusedBody refused;

        Bounded(InputBuffer whole, BodyLimit limit) {
            this.whole = whole;
            this.time = limit.time();
            this.size = limit.size().toBytes();
        }

        boolean isAnnouncedTooLarge(long length) {
            return length > size;
        }

        RefusedBody refuse(RefusedBody why) {
            refused = why;
            return why;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            if (refused != null) {
                throw refused;
            }
            requireInTime();
            int bytes;
            try {
                bytes = whole.doRead(handler);
            } catch (SocketTimeoutException e) {
                throw refuse(RefusedBody.tooSlow(time, e));
            }
            read += Math.max(bytes, 0);
            if (read > size) {
                throw refuse(RefusedBody.tooLarge(size));
            }
            if (bytes > 0) {
                requireInTime();
            }
            return bytes;
        }

        private void requireInTime() {
            if (System.nanoTime() - begin > time.toNanos()) {
                throw refuse(RefusedBody.tooSlow(time, null));
            }
        }

        void throwAwayTheRest() {
            boolean slow = refused != null && refused.status().value() == 408;
            Sink sink = new Sink();
            long left = THROWN_AWAY;
            try {
                while (!slow && left > 0 && System.nanoTime() - begin < time.toNanos()) {
                    int bytes = whole.doRead(sink);
                    if (bytes < 0) {
                        return;
                    }
                    left -= bytes;
                }
            } catch (IOException e) {
                // Whoever sends it has gone, or waits: the connection ends either way.
            }
        }

        @Override
        public int available() {
            return refused == null ? whole.available() : 0;
        }
    }

    /** Takes bytes, and forgets them. */
    private static final class Sink implements ApplicationBufferHandler {

        private java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(0);

        @Override
        public void setByteBuffer(java.nio.ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public java.nio.ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // Nothing is kept.
        }
    }
}
