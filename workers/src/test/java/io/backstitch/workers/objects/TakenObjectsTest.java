package io.backstitch.workers.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.job.BusinessNo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.HttpClientErrorException;

/** A partner that has each object once, whoever creates it: its 409 is a no of the business, unless the object is ours. */
class TakenObjectsTest {

    private record Contact(String name) {}

    private static final String REFUSED = "bulkimport.contact-refused";
    private static final IdempotencyKey ONE = new IdempotencyKey("bulkimport/a/Task_CreateContact/2");
    private static final IdempotencyKey OTHER = new IdempotencyKey("bulkimport/b/Task_CreateContact/2");

    /** The key under which each content is there. */
    private final Map<String, String> there = new ConcurrentHashMap<>();

    private HttpServer partner;
    private ObjectsClient client;

    @BeforeEach
    void start() throws IOException {
        partner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        partner.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        partner.createContext("/objects/contacts", this::contacts);
        partner.createContext(
                "/objects/reused",
                exchange -> answer(exchange, 409, "{\"error\":{\"code\":\"idempotency_key_reused\"}}"));
        partner.start();
        client = ObjectsClients.of(
                URI.create("http://127.0.0.1:" + partner.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        partner.stop(0);
    }

    @Test
    void ofTwoRunsThatCreateOneThingAtOnceOneIsToldThatItIsTaken() throws InterruptedException {
        List<Object> came = atOnce(() -> create(ONE), () -> create(OTHER));

        assertThat(came).filteredOn("Ann"::equals).hasSize(1);
        assertThat(came)
                .filteredOn(BusinessNo.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        BusinessNo.class, no -> assertThat(no.errorCode()).isEqualTo(REFUSED));
    }

    @Test
    void whatAnEarlierAttemptHasCreatedIsOurs() throws BusinessNo {
        there.put("Ann", ONE.value());

        assertThat(create(ONE)).isEqualTo("Ann");
    }

    @Test
    void aKeyThatWasUsedForSomethingElseIsNotTaken() {
        assertThatThrownBy(() -> client.create("reused", ONE, new Contact("Ann"), REFUSED))
                .isInstanceOf(HttpClientErrorException.Conflict.class);
    }

    private String create(IdempotencyKey key) throws BusinessNo {
        return client.create("contacts", key, new Contact("Ann"), REFUSED);
    }

    private static List<Object> atOnce(Callable<?> one, Callable<?> other) throws InterruptedException {
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            return two.invokeAll(List.of(outcome(one), outcome(other))).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    private static Callable<Object> outcome(Callable<?> call) {
        return () -> {
            try {
                return call.call();
            } catch (BusinessNo e) {
                return e;
            }
        };
    }

    /** Its id is its name. */
    private void contacts(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            boolean ours = String.valueOf(exchange.getRequestURI().getQuery()).equals("key=" + there.get("Ann"));
            answer(exchange, ours ? 200 : 404, "{\"id\":\"Ann\"}");
            return;
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        boolean taken = there.putIfAbsent("Ann", key) != null;
        answer(exchange, taken ? 409 : 201, taken ? "{}" : "{\"id\":\"Ann\"}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
