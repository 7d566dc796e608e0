package io.backstitch.stack.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * A partner's HTTP. Every call is noted as it comes in, meets the faults that are in force, and only then reaches the
 * partner.
 */
abstract class PartnerApi implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(PartnerApi.class);

    private final Faults faults;
    private final PartnerCalls calls;

    PartnerApi(Faults faults, PartnerCalls calls) {
        this.faults = faults;
        this.calls = calls;
    }

    /**
     * Does what the call asks for. An {@link IllegalArgumentException} is answered with 400 and its sentence, an {@link Unprocessable}
     * with 422.
     *
     * @param deduplicate false when the partner is to ignore idempotency keys
     */
    abstract PartnerResponse perform(HttpCall call, boolean deduplicate);

    /** What the query of this call may have. */
    abstract Set<String> parameters(HttpCall call);

    /** What the {@code match} of a fault looks at: the key, done or asked for, and the body, so that it can mean a single call. */
    private static String subject(HttpCall call) {
        String key = call.header("Idempotency-Key");
        return (key == null ? call.query("key").orElse("") : key) + "\n" + call.body();
    }

    @Override
    public final void handle(HttpExchange exchange) throws IOException {
        var call = new HttpCall(exchange);
        var noted = calls.cameIn(call);
        var encounter = faults.meet(call.path(), subject(call));
        try {
            Thread.sleep(encounter.delay());
            var response = respond(call, encounter);
            Thread.sleep(encounter.latency());
            if (response.isPresent()) {
                calls.ended(noted.answered(response.get()));
                send(call, response.get());
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The sandbox is being closed: a cut is what the caller sees.
        }
        calls.ended(noted.wasCut());
        call.cut();
    }

    /** Does what is to be done; nothing when the connection is to be cut. */
    private Optional<PartnerResponse> respond(HttpCall call, Encounter encounter) {
        return switch (encounter.ending()) {
            case Encounter.Ending.Answer normal -> Optional.of(tryToPerform(call, encounter.deduplicate()));
            case Encounter.Ending.Status status -> Optional.of(unwell(call, status));
            case Encounter.Ending.CutBefore before -> Optional.empty();
            case Encounter.Ending.CutAfter after -> {
                tryToPerform(call, encounter.deduplicate());
                yield Optional.empty();
            }
        };
    }

    private static PartnerResponse unwell(HttpCall call, Encounter.Ending.Status fault) {
        if (fault.retryAfter() != null) {
            call.answerHeader("Retry-After", fault.retryAfter().toString());
        }
        return PartnerResponse.error(
                fault.status(),
                fault.status() == 429 ? "rate_limited" : "partner_unwell",
                "The partner answers %d because it was told to; nothing was done.".formatted(fault.status()));
    }

    private PartnerResponse tryToPerform(HttpCall call, boolean deduplicate) {
        try {
            call.requireStrict(parameters(call));
            return perform(call, deduplicate);
        } catch (Unprocessable e) {
            return PartnerResponse.error(422, "invalid_content", String.valueOf(e.getMessage()));
        } catch (JacksonException e) {
            return PartnerResponse.error(400, "invalid_request", Json.complaint(e));
        } catch (IllegalArgumentException e) {
            return PartnerResponse.error(400, "invalid_request", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("{} failed; the caller gets a 500", call.route(), e);
            return PartnerResponse.error(500, "sandbox_failed", "The sandbox failed; its log says why.");
        }
    }

    static PartnerResponse unknownPath(HttpCall call) {
        return PartnerResponse.error(404, "unknown_path", "There is no '%s'.".formatted(call.route()));
    }

    static PartnerResponse unknownKey() {
        return PartnerResponse.error(404, "unknown_key", "Nothing was done under this key.");
    }

    static String key(HttpCall call) {
        return PartnerRules.key("The header Idempotency-Key", call.header("Idempotency-Key"));
    }

    /** The key that a query asks for. */
    static String askedKey(HttpCall call) {
        return PartnerRules.key("The key in the query", call.query("key").orElse(null));
    }

    private static void send(HttpCall call, PartnerResponse response) throws IOException {
        if (response.replayed()) {
            call.answerHeader("Idempotent-Replayed", "true");
        }
        call.answer(response.status(), response.body());
    }
}
