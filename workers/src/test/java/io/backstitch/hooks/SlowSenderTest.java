package io.backstitch.hooks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.Patience;
import io.backstitch.stack.junit.RunningStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;

/** Who sends a body byte by byte, or falls silent in its middle, is answered and let go of: the connection is closed. */
@NeedsStack(Part.POSTGRES)
class SlowSenderTest {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(2);
    /** One of them for webhooks. */
    private static final int MOST = 4;

    private static EventsOnDatabase application;

    @BeforeAll
    static void start(RunningStack stack) {
        application = door(stack, READ_TIMEOUT, SILENCE);
    }

    private static EventsOnDatabase door(RunningStack stack, Duration readTimeout, Duration silence) {
        return new EventsOnDatabase(
                stack,
                Map.of(
                        "backstitch.hooks.read-timeout",
                        readTimeout.toSeconds() + "s",
                        "backstitch.http.max-concurrent-requests",
                        String.valueOf(MOST),
                        "server.tomcat.connection-timeout",
                        silence.toSeconds() + "s",
                        "backstitch.hooks.sources.billing.event",
                        "onboarding.requested",
                        "backstitch.hooks.sources.billing.scheme",
                        "github",
                        "backstitch.hooks.sources.billing.secrets",
                        "a-secret-for-tests"));
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @ParameterizedTest
    @CsvSource({
        "billing, Content-Length: 100000",
        "nobody, Content-Length: 100000",
        "billing, Transfer-Encoding: chunked",
    })
    void whoDripsIsEnded(String source, String framing) throws Exception {
        int before = application.runs();
        String drop = framing.contains("chunked") ? "1\r\nx\r\n" : "x";
        try (Socket socket = request(application, source, framing)) {
            OutputStream out = socket.getOutputStream();
            Thread dripping = Thread.ofVirtual().start(() -> drip(out, drop));

            String answer = untilClosed(socket);

            assertThat(answer).startsWith("HTTP/1.1 408").contains("application/problem+json", "within 1 seconds");
            dripping.interrupt();
            dripping.join();
        }
        assertThat(application.runs()).isEqualTo(before);
    }

    @Test
    void whoAnnouncesTooMuchIsRefusedBeforeAnythingIsRead() throws Exception {
        try (Socket socket = request(application, "billing", "Content-Length: 1000000000")) {
            assertThat(untilClosed(socket))
                    .startsWith("HTTP/1.1 413")
                    .contains("application/problem+json", "may have 262144 bytes at most");
        }
    }

    @Test
    void whoFallsSilentIsEnded() throws Exception {
        try (Socket socket = request(application, "billing", "Content-Length: 100000")) {
            socket.getOutputStream().write('x');

            String answer = untilClosed(socket);

            assertThat(answer).startsWith("HTTP/1.1 408");
        }
    }

    @Test
    void whoComesWhenAllPlacesAreTakenIsTurnedAwayAtOnceAndTheProbesPass(RunningStack stack) throws Exception {
        // It lets nobody go before the test does.
        try (EventsOnDatabase patient = door(stack, Patience.OF_TESTS, Patience.OF_TESTS)) {
            List<Socket> senders = new ArrayList<>();
            try {
                senders.add(request(patient, "billing", "Content-Length: 100000"));

                await().until(() -> isTurnedAway(patient));
                HttpResponse<String> answer = sendNothing(patient);
                assertThat(answer.statusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE.value());
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                assertThat(answer.body()).contains("nothing was stored; send the same request again");
                assertThat(get(patient.address(), "/api/runs").statusCode())
                        .as("who sends webhooks takes no place of people")
                        .isEqualTo(HttpStatus.UNAUTHORIZED.value());
                assertThat(get(patient.management(), "/actuator/health/liveness")
                                .statusCode())
                        .isEqualTo(HttpStatus.OK.value());
            } finally {
                for (Socket sender : senders) {
                    sender.close();
                }
            }
            await().until(() -> !isTurnedAway(patient));
        }
    }

    private static boolean isTurnedAway(EventsOnDatabase door) throws IOException, InterruptedException {
        return sendNothing(door).statusCode() == HttpStatus.SERVICE_UNAVAILABLE.value();
    }

    private static HttpResponse<String> sendNothing(EventsOnDatabase door) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(door.address().resolve("/hooks/billing"))
                            .POST(BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofString());
        }
    }

    private static HttpResponse<String> get(URI server, String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(server.resolve(path)).build(), BodyHandlers.ofString());
        }
    }

    private static Socket request(EventsOnDatabase door, String source, String framing) throws IOException {
        Socket socket = new Socket("localhost", door.port());
        socket.setSoTimeout(Math.toIntExact(Patience.OF_TESTS.toMillis()));
        String head = "POST /hooks/%s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n%s\r\n\r\n"
                .formatted(source, framing);
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        return socket;
    }

    /** Until the other side has closed, or the test has ended. */
    private static void drip(OutputStream out, String drop) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                out.write(drop.getBytes(US_ASCII));
                Thread.sleep(50);
            }
        } catch (IOException closed) {
            // That is what the test waits for.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the other side said before it closed; a reset is a close too. */
    private static String untilClosed(Socket socket) throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        try {
            int next = in.read();
            while (next >= 0) {
                said.write(next);
                next = in.read();
            }
        } catch (SocketException reset) {
            assertThat(said.size()).isPositive();
        }
        return said.toString(US_ASCII);
    }
}
