package io.backstitch.stack.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control API refuses what it does not understand, with a sentence. */
class SandboxControlTest {
    private Sandbox sandbox;
    private Partner http;

    @BeforeEach
    void start(@TempDir Path data) {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(data));
        http = new Partner(sandbox.url());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            payments | {"stauts":503}                   | The field 'stauts' is not known here; known are: delay, latency
            payments | {}                               | A fault must do something
            payments | {"status":503,"cut":"AFTER"}     | A fault has one answer
            payments | {"status":200}                   | status must be from 400 to 599, but was 200.
            payments | {"retryAfter":3,"outage":true}   | retryAfter is a number of seconds and goes with a status.
            payments | {"status":503,"times":0}         | times must be at least 1, but was 0.
            payments | {"latency":"PT-1S"}              | latency must be more than zero, but was PT-1S.
            payments | {"cut":"SOMETIMES"}              | The body is not the JSON expected here
            mail     | {"status":451,"path":"/x"}       | Mail knows no path, retryAfter or deduplicate
            """)
    void refusesAFaultThatMakesNoSense(String partner, String fault, String sentence) throws IOException {
        var answer = http.send("PUT", "/faults/" + partner, "", fault);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body().path("detail").asString()).startsWith(sentence);
    }

    @Test
    void showsAndClearsWhatIsInForce() throws IOException {
        http.send("PUT", "/faults/payments", "", "{\"latency\":\"PT2S\",\"times\":2,\"path\":\"/payments/charges\"}");
        http.send("PUT", "/faults/mail", "", "[{\"status\":451},{\"latency\":\"PT1S\"}]");
        http.send("PUT", "/cards/tok_visa", "", "{\"decline\":\"stolen_card\"}");
        http.send("PUT", "/payees/employee", "", "{\"decline\":\"account_closed\"}");

        assertThat(http.send("GET", "/faults", "", "").response().body()).isEqualTo("""
                        {"payments":[{"latency":"PT2S","times":2,"path":"/payments/charges"}],\
                        "objects":[],"mail":[{"status":451},{"latency":"PT1S"}],"cards":{"tok_visa":"stolen_card"},\
                        "payees":{"employee":"account_closed"}}""");
        http.send("DELETE", "/faults/payments", "", "");
        http.send("DELETE", "/cards/tok_visa", "", "");
        http.send("DELETE", "/payees/employee", "", "");
        assertThat(http.send("GET", "/faults", "", "").response().body()).isEqualTo("""
                        {"payments":[],"objects":[],"mail":[{"status":451},{"latency":"PT1S"}],"cards":{},"payees":{}}""");
    }

    @Test
    void aTesterClearsTheirOwnFaultsOnly() {
        SandboxClient ann = sandbox.client().of("ann");
        SandboxClient bob = sandbox.client().of("bob");
        ann.faultPayments(Fault.status(503), Fault.latency(Duration.ofSeconds(1)));
        bob.faultPayments(Fault.status(500));
        bob.faultMail(Fault.status(451));
        bob.declineCard("tok_visa", "stolen_card");

        bob.faultPayments(Fault.status(400).times(2));
        assertThat(inForce()).contains("503", "PT1S", "400", "451").doesNotContain("500");
        ann.clearFaults();
        assertThat(inForce()).contains("400", "451", "tok_visa").doesNotContain("503", "PT1S");
        sandbox.client().clearFaults();
        assertThat(inForce()).doesNotContain("400", "451", "tok_visa");
    }

    private String inForce() {
        try {
            return http.send("GET", "/faults", "", "").response().body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void saysWhatItDoesNotHave() throws IOException {
        assertThat(http.send("GET", "/nothing", "", "").body().path("detail").asString())
                .isEqualTo("The sandbox has no 'GET /nothing'.");
        assertThat(http.send("PUT", "/faults/postbox", "", "{\"status\":503}").status())
                .isEqualTo(404);
    }

    @Test
    void tellsThatItIsUp() throws IOException {
        assertThat(http.send("GET", "/health", "", "").status()).isEqualTo(200);
    }
}
