package io.backstitch.stack.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The partners are as strict as real ones: what is wrong is refused with a sentence, nothing is done, and the call is on record with it. */
class StrictPartnersTest {
    private static final String CHARGE =
            "{\"amount\":4900,\"currency\":\"EUR\",\"card\":\"tok_visa\",\"reference\":\"run-1\"}";

    private static Sandbox sandbox;
    private static Partner partner;
    private static SandboxClient witness;

    private int before;

    @BeforeAll
    static void start(@TempDir Path data) {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(data));
        partner = new Partner(sandbox.url());
        witness = sandbox.client();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void count() {
        before = done();
    }

    private static int done() {
        return witness.record().size() + witness.objects().size();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":49.99,\"currency\":\"EUR\",\"card\":\"tok_visa\"}",
                "{\"amount\":4900.0,\"currency\":\"EUR\",\"card\":\"tok_visa\"}",
                "{\"amount\":\"4900\",\"currency\":\"EUR\",\"card\":\"tok_visa\"}",
                "{\"amount\":true,\"currency\":\"EUR\",\"card\":\"tok_visa\"}",
                "{\"amount\":null,\"currency\":\"EUR\",\"card\":\"tok_visa\"}",
                "{\"amount\":0,\"currency\":\"EUR\",\"card\":\"tok_visa\"}",
                "{\"amount\":-1,\"currency\":\"EUR\",\"card\":\"tok_visa\"}",
                "{\"amount\":9223372036854775808,\"currency\":\"EUR\",\"card\":\"tok_visa\"}",
                "{\"currency\":\"EUR\",\"card\":\"tok_visa\"}",
                "{\"amount\":4900,\"amount\":1,\"currency\":\"EUR\",\"card\":\"tok_visa\"}",
                "{\"amount\":4900,\"currency\":\"eur\",\"card\":\"tok_visa\"}",
                "{\"amount\":4900,\"currency\":\"XXX\",\"card\":\"tok_visa\"}",
                "{\"amount\":4900,\"currency\":\"DEM\",\"card\":\"tok_visa\"}",
                "{\"amount\":4900,\"currency\":\"EUR\",\"card\":\"tök\"}",
                "{\"amount\":4900,\"currency\":\"EUR\",\"card\":5}",
                "{\"amount\":4900,\"currency\":\"EUR\",\"card\":\"tok_visa\",\"reference\":\"a\\u0000\"}",
                "{\"amount\":4900,\"currency\":\"EUR\",\"card\":\"tok_visa\",\"reference\":\"a\\ud83d\"}",
                "{\"amount\":4900,\"currency\":\"EUR\",\"card\":\"tok_visa\",\"tip\":1}",
                "{\"amount\":4900,\"currency\":\"EUR\",\"card\":\"tok_visa\"} {}",
                "[]",
                ""
            })
    void refusesAChargeThatIsNotOne(String body) throws IOException {
        requireRefused(400, partner.charge("key-1", body), "/payments/charges");
    }

    @Test
    void refusesTextsThatAreTooLong() throws IOException {
        requireRefused(400, partner.charge("long-1", referring("ü".repeat(501))), "/payments/charges");
        requireRefused(400, partner.payOut("long-2", Partner.aPayout(1, "a".repeat(256))), "/payments/payouts");
        requireRefused(422, contact("{\"name\":\"%s\"}".formatted("a".repeat(256))), "/objects/contacts");
        requireRefused(422, plan("{\"note\":\"%s\"}".formatted("a".repeat(501))), "/objects/plans");
        requireRefused(422, plan("{\"description\":\"%s\"}".formatted("a".repeat(5001))), "/objects/plans");
        requireRefused(422, plan("{\"%s\":1}".formatted("f".repeat(41))), "/objects/plans");
        requireRefused(400, plan("{\"a\":\"%s\"}".formatted("a".repeat(1024 * 1024))), "/objects/plans");

        assertThat(partner.charge("long-3", referring("😀".repeat(500))).status())
                .isEqualTo(201);
        assertThat(plan("{\"name\":\"%s\",\"description\":\"%s\"}".formatted("ü".repeat(255), "x".repeat(5000)))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"Ada\",\"nickname\":\"A\"}",
                "{\"name\":\"Ada\",\"name\":\"Bob\"}",
                "{\"name\":\"Ada\\u0007\"}",
                "{\"name\":\"\\udc00\"}",
                "{\"name\":{\"first\\u0000\":\"Ada\"}}",
                "{\"phone\":9007199254740993}",
                "{\"email\":\"ada\"}",
                "{\"email\":\"ada@localhost\"}",
                "{\"email\":\"ada@bücher.example\"}",
                "{\"email\":\"ad a@example.org\"}",
                "{\"email\":\"ada@example.org\\r\\nBcc: bob@example.org\"}"
            })
    void refusesAContactThatIsNotOne(String body) throws IOException {
        Partner.Answer answer = contact(body);

        requireRefused(body.contains("Bob") ? 400 : 422, answer, "/objects/contacts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/payments/operations?key=a&key=b",
                "/payments/operations?key=a&limit=1",
                "/payments/operations?key=%FF",
                "/objects/contacts?key=J%C3%BCrgen",
                "/objects/contacts?since=2026-01-01T00:00:00Z&since=2027-01-01T00:00:00Z"
            })
    void refusesAQuestionThatSaysMoreThanOneThing(String path) throws IOException {
        requireRefused(400, partner.send("GET", path, "", ""), path.substring(0, path.indexOf('?')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Idempotency-Key: J\u00FCrgen",
                "Idempotency-Key: a\r\nIdempotency-Key: b",
                "Idempotency-Key: a\r\nX-Name: \u00FC",
                "Idempotency-Key: a\r\nContent-Type: application/json\r\nContent-Type: text/plain",
                "X-Nothing: a"
            })
    void refusesHeadersThatPartnersCannotRead(String headers) throws IOException {
        String answer = raw(headers, CHARGE.getBytes(StandardCharsets.UTF_8));

        assertThat(answer).startsWith("HTTP/1.1 400").contains("eader");
        requireRecorded(400, "/payments/charges");
    }

    @Test
    void refusesABodyThatIsNotUtf8() throws IOException {
        String latin = CHARGE.replace("run-1", "J\u00FCrgen");

        assertThat(raw("Idempotency-Key: latin-1", latin.getBytes(StandardCharsets.ISO_8859_1)))
                .startsWith("HTTP/1.1 400")
                .contains("UTF-8");
        requireRecorded(400, "/payments/charges");
        assertThat(raw("Idempotency-Key: utf-8", latin.getBytes(StandardCharsets.UTF_8)))
                .startsWith("HTTP/1.1 201");
        assertThat(witness.recordOf("utf-8"))
                .extracting(PaymentOperation::reference)
                .containsExactly("J\u00FCrgen");
    }

    private static String referring(String reference) {
        return "{\"amount\":1,\"currency\":\"EUR\",\"card\":\"tok_visa\",\"reference\":\"%s\"}".formatted(reference);
    }

    private static Partner.Answer contact(String body) throws IOException {
        return partner.send("POST", "/objects/contacts", "contact-1", body);
    }

    private static Partner.Answer plan(String body) throws IOException {
        return partner.send("POST", "/objects/plans", "plan-1", body);
    }

    private void requireRefused(int status, Partner.Answer answer, String path) {
        assertThat(answer.status()).isEqualTo(status);
        String sentence = requireRecorded(status, path);
        assertThat(answer.body().path("error").path("message").asString()).isEqualTo(sentence);
    }

    private String requireRecorded(int status, String path) {
        PartnerCall call = (path.startsWith("/payments") ? witness.calls() : witness.objectCalls()).getLast();
        assertThat(call.path()).isEqualTo(path);
        assertThat(call.status()).isEqualTo(status);
        assertThat(call.refusal()).isNotBlank();
        assertThat(done()).as("what was done").isEqualTo(before);
        return String.valueOf(call.refusal());
    }

    /** As no decent client would send it. */
    private static String raw(String headers, byte[] body) throws IOException {
        URI url = sandbox.url();
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream().write("""
                    POST /payments/charges HTTP/1.1\r
                    Host: localhost\r
                    Connection: close\r
                    Content-Length: %d\r
                    %s\r
                    \r
                    """.formatted(body.length, headers).getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
