package io.backstitch.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.intake.Door;
import io.backstitch.intake.EventTypesOf;
import io.backstitch.intake.StartRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A source that is not whole is refused when the application starts, with a sentence that says what to do and tells no secret. */
class HookSourcesTest {

    private static final String SOURCE = "backstitch.hooks.sources.billing.";

    /** A request for an order. */
    record OrderRequest(String article, int amount) {}

    private final Map<String, String> settings = new HashMap<>(Map.of(
            SOURCE + "event",
            "order.requested",
            SOURCE + "scheme",
            "standard-webhooks",
            SOURCE + "secrets[0]",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            SOURCE + "variables.article",
            "/data/article"));

    @Test
    void knowsWhatIsConfigured() {
        HookSource billing = sources().find("billing").orElseThrow();

        assertThat(billing.event().name()).isEqualTo("order.requested");
        assertThat(billing.scheme()).isEqualTo(SignatureScheme.STANDARD_WEBHOOKS);
        assertThat(billing.window()).hasMinutes(5);
        assertThat(billing.eventId()).isEqualTo(new EventId.Header("webhook-id"));
        assertThat(sources().find("another")).isEmpty();
    }

    @Test
    void refusesASourceWithoutASecret() {
        settings.remove(SOURCE + "secrets[0]");

        assertRefused("billing.secrets is empty", "Set BACKSTITCH_HOOKS_SOURCES_BILLING_SECRETS_0");
    }

    @Test
    void refusesABlankSecretAndOneThatIsNotOfItsSchemeWithoutTellingIt() {
        settings.put(SOURCE + "secrets[0]", " ");
        assertRefused("billing.secrets[0] is blank");

        settings.put(SOURCE + "secrets[0]", "hunter2!");
        assertRefused("billing.secrets[0] is not base64");
        settings.put(SOURCE + "secrets[0]", "whsec_");
        assertRefused("billing.secrets[0] is not base64");
    }

    @Test
    void refusesAnEventThatThereIsNotAndNamesThoseThereAre() {
        settings.put(SOURCE + "event", "orders");
        assertRefused("billing.event is \"orders\": one of order.requested, parcel.requested");

        settings.remove(SOURCE + "event");
        assertRefused("billing.event is missing: one of order.requested, parcel.requested");
    }

    @Test
    void refusesAnEventThatDoesNotDeclareThatItComesInByWebhooks() {
        settings.put(SOURCE + "event", "salary.requested");

        assertRefused(
                "billing.event is \"salary.requested\", whose doors are [API, TOPIC] and not WEBHOOK: one of order.requested, parcel.requested");
    }

    @Test
    void refusesAFieldThatTheRequestDoesNotHaveAndNamesThoseItHas() {
        settings.put(SOURCE + "variables.price", "/data/price");

        assertRefused("billing.variables.price is no field of order.requested, which has article, amount");
    }

    @Test
    void refusesWhatIsNoPointer() {
        settings.put(SOURCE + "variables.article", "data.article");
        assertRefused("billing.variables.article \"data.article\" is no JSON pointer such as /data/id");

        settings.remove(SOURCE + "variables.article");
        settings.put(SOURCE + "event-id", "id");
        assertRefused("billing.event-id is neither body nor a JSON pointer");
    }

    @Test
    void refusesAWindowThatIsNone() {
        settings.put(SOURCE + "replay-window", "0s");

        assertRefused("billing.replay-window is PT0S");
    }

    @Test
    void refusesASourceWithoutAScheme() {
        settings.remove(SOURCE + "scheme");

        assertRefused("billing.scheme is missing: one of standard-webhooks, github, stripe, slack");
    }

    @Test
    void refusesANameThatNoEnvironmentVariableCanSay() {
        settings.put("backstitch.hooks.sources.my-billing.event", "order.requested");

        assertRefused("sources.my-billing: a name has lower-case letters and digits only");
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(this::sources)
                .hasMessageContainingAll(words)
                .hasNoCause()
                .message()
                .doesNotContain("hunter2", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    }

    private HookSources sources() {
        HookSettings bound = new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("backstitch.hooks", HookSettings.class);
        assertThat(bound.toString()).doesNotContain("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        return new HookSources(
                bound,
                EventTypesOf.types(
                        start("order", Door.WEBHOOK, Door.API),
                        start("parcel", Door.WEBHOOK),
                        start("salary", Door.TOPIC, Door.API)));
    }

    private static StartRequest<OrderRequest> start(String process, Door... doors) {
        return new StartRequest<>() {
            @Override
            public String process() {
                return process;
            }

            @Override
            public Class<OrderRequest> type() {
                return OrderRequest.class;
            }

            @Override
            public Set<Door> doors() {
                return Set.of(doors);
            }

            @Override
            public Record variables(OrderRequest request, String requester) {
                return request;
            }
        };
    }
}
