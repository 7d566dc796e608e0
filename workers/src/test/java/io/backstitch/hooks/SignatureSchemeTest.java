package io.backstitch.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vectors that the makers of the schemes publish, and what must not pass.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/tree/main/libraries">Standard Webhooks: the tests of the reference libraries</a>
 * @see <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation">GitHub</a>
 * @see <a href="https://docs.slack.dev/authentication/verifying-requests-from-slack">Slack: the example of the documentation</a>
 * @see <a href="https://docs.stripe.com/webhooks#verify-manually">Stripe publishes the construction but no vector: computed by it, with another program</a>
 */
class SignatureSchemeTest {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    /** A request that its scheme's makers say is genuine; headers are a line each. */
    enum Vector {
        STANDARD_WEBHOOKS(
                SignatureScheme.STANDARD_WEBHOOKS,
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "{\"test\": 2432232314}",
                1614265330,
                """
                webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek
                webhook-timestamp: 1614265330
                webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="""),
        GITHUB(SignatureScheme.GITHUB, "It's a Secret to Everybody", "Hello, World!", 0, """
                X-Hub-Signature-256: sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"""),
        STRIPE(SignatureScheme.STRIPE, "whsec_test_secret", "{\"id\":\"evt_1\",\"object\":\"event\"}", 1492774577, """
                Stripe-Signature: t=1492774577,v1=654b43d3508ecadb3f8cefc4bc7d3d2bdc5ba9e03bf2c89b2d0657a8e24e4543,v0=6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39"""),
        SLACK(
                SignatureScheme.SLACK,
                "8f742231b10e8888abcd99yyyzzz85a5",
                "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                        + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                        + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                        + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
                1531420618,
                """
                X-Slack-Request-Timestamp: 1531420618
                X-Slack-Signature: v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503""");

        private final SignatureScheme scheme;
        private final String secret;
        private final String body;
        private final long seconds;
        private final String headers;

        Vector(SignatureScheme scheme, String secret, String body, long seconds, String headers) {
            this.scheme = scheme;
            this.secret = secret;
            this.body = body;
            this.seconds = seconds;
            this.headers = headers;
        }

        private Map<String, String> headers() {
            return headers.lines()
                    .map(line -> line.split(": ", 2))
                    .collect(Collectors.toMap(header -> header[0], header -> header[1]));
        }

        private Verdict verify() {
            return verify(headers(), body, Instant.ofEpochSecond(seconds), secret);
        }

        private Verdict verify(Map<String, String> given, String content, Instant now, String... secrets) {
            Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            anyCase.putAll(given);
            return scheme.verify(
                    anyCase::get,
                    content.getBytes(UTF_8),
                    Stream.of(secrets).<SecretKeySpec>map(scheme::key).toList(),
                    now,
                    WINDOW);
        }

        private Map<String, String> with(String header, String value) {
            Map<String, String> changed = new TreeMap<>(headers());
            changed.put(header, value);
            return changed;
        }

        private Verdict verifyWith(String header, String value) {
            return verify(with(header, value), body, Instant.ofEpochSecond(seconds), secret);
        }

        private boolean saysWhen() {
            return this != GITHUB;
        }

        private String otherSecret() {
            return this == STANDARD_WEBHOOKS ? "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" : "another";
        }
    }

    @ParameterizedTest
    @EnumSource
    void passesThePublishedVector(Vector vector) {
        assertThat(vector.verify()).isEqualTo(Verdict.GENUINE);
    }

    @ParameterizedTest
    @EnumSource
    void doesNotPassAnotherBodyOrSecret(Vector vector) {
        Instant then = Instant.ofEpochSecond(vector.seconds);

        assertThat(vector.verify(vector.headers(), vector.body + " ", then, vector.secret))
                .isEqualTo(Verdict.FORGED);
        assertThat(vector.verify(vector.headers(), "", then, vector.secret)).isEqualTo(Verdict.FORGED);
        assertThat(vector.verify(vector.headers(), vector.body, then, vector.otherSecret()))
                .isEqualTo(Verdict.FORGED);
    }

    @ParameterizedTest
    @EnumSource
    void eachOfSeveralSecretsWillDoWhileTheyChange(Vector vector) {
        Instant then = Instant.ofEpochSecond(vector.seconds);

        assertThat(vector.verify(vector.headers(), vector.body, then, vector.otherSecret(), vector.secret))
                .isEqualTo(Verdict.GENUINE);
        assertThat(vector.verify(vector.headers(), vector.body, then, vector.secret, vector.otherSecret()))
                .isEqualTo(Verdict.GENUINE);
    }

    @ParameterizedTest
    @EnumSource
    void passesWithinTheWindowOnlyAndTellsStaleFromForged(Vector vector) {
        Instant then = Instant.ofEpochSecond(vector.seconds);
        Verdict outside = vector.saysWhen() ? Verdict.STALE : Verdict.GENUINE;

        for (int side : new int[] {-1, 1}) {
            Instant edge = then.plus(WINDOW.multipliedBy(side));
            assertThat(vector.verify(vector.headers(), vector.body, edge, vector.secret))
                    .isEqualTo(Verdict.GENUINE);
            assertThat(vector.verify(vector.headers(), vector.body, edge.plusSeconds(side), vector.secret))
                    .isEqualTo(outside);
            assertThat(vector.verify(vector.headers(), "forged", edge.plusSeconds(side), vector.secret))
                    .isEqualTo(Verdict.FORGED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotPassWithoutAnyOneOfItsHeaders(Vector vector) {
        for (String header : vector.headers().keySet()) {
            Map<String, String> fewer = new TreeMap<>(vector.headers());
            fewer.remove(header);
            assertThat(vector.verify(fewer, vector.body, Instant.ofEpochSecond(vector.seconds), vector.secret))
                    .isEqualTo(Verdict.FORGED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesNotPassWithHeadersThatCannotBeRead(Vector vector) {
        for (String header : vector.headers().keySet()) {
            for (String value : new String[] {
                "",
                " ",
                ",",
                "=",
                "v1",
                "v1,",
                "v0=",
                "sha256=",
                "t=",
                "v1,%%%",
                "v0=zz",
                "sha256=7",
                "-1",
                "1e9",
                "t=1,t=2",
                "٣"
            }) {
                assertThat(vector.verifyWith(header, value))
                        .as(header + ": " + value)
                        .isEqualTo(Verdict.FORGED);
            }
        }
    }

    @Test
    void takesTheOneOfSeveralSignaturesThatFits() {
        assertThat(Vector.STANDARD_WEBHOOKS.verifyWith(
                        "webhook-signature",
                        "v1a,AAAA v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= v1,not-base64"))
                .isEqualTo(Verdict.GENUINE);
        assertThat(Vector.STRIPE.verifyWith(
                        "Stripe-Signature",
                        "t=1492774577,v1=00ff,v1=654b43d3508ecadb3f8cefc4bc7d3d2bdc5ba9e03bf2c89b2d0657a8e24e4543"))
                .isEqualTo(Verdict.GENUINE);
    }

    @Test
    void countsOnlySignaturesOfItsVersion() {
        assertThat(Vector.STANDARD_WEBHOOKS.verifyWith(
                        "webhook-signature", "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="))
                .isEqualTo(Verdict.FORGED);
        assertThat(Vector.STRIPE.verifyWith(
                        "Stripe-Signature",
                        "t=1492774577,v0=654b43d3508ecadb3f8cefc4bc7d3d2bdc5ba9e03bf2c89b2d0657a8e24e4543"))
                .isEqualTo(Verdict.FORGED);
    }

    /** What is signed is id.time.body: a full stop in the id would let a body be read as another id, time and body. */
    @ParameterizedTest
    @ValueSource(strings = {"msg.1", ".", "msg_p5jXN8AQM9LWM0D4loKWxJek."})
    void passesNoIdWithAFullStop(String id) {
        assertThat(Vector.STANDARD_WEBHOOKS.verifyWith("webhook-id", id)).isEqualTo(Verdict.FORGED);
    }
}
