package io.backstitch.stack.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The payments partner's HTTP: charges, refunds, and the question what happened under a key. Every call is noted as it
 * comes in, meets the faults that are in force, and only then reaches {@link Payments}.
 */
final class PaymentsApi implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(PaymentsApi.class);

    private final Payments payments;
    private final Faults faults;
    private final PaymentCalls calls;

    PaymentsApi(Payments payments, Faults faults, PaymentCalls calls) {
        this.payments = payments;
        this.faults = faults;
        this.calls = calls;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var call = new HttpCall(exchange);
        var noted = calls.cameIn(call);
        var encounter = faults.meet(call.path(), call.body());
        try {
            Thread.sleep(encounter.delay());
            var response = respond(call, encounter);
            Thread.sleep(encounter.latency());
            if (response.isPresent()) {
                calls.ended(
                        noted.answered(response.get().status(), response.get().replayed()));
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
    private Optional<PaymentResponse> respond(HttpCall call, Encounter encounter) {
        return switch (encounter.ending()) {
            case Encounter.Ending.Answer normal -> Optional.of(perform(call, encounter.deduplicate()));
            case Encounter.Ending.Status status -> Optional.of(unwell(call, status));
            case Encounter.Ending.CutBefore before -> Optional.empty();
            case Encounter.Ending.CutAfter after -> {
                perform(call, encounter.deduplicate());
                yield Optional.empty();
            }
        };
    }

    private static PaymentResponse unwell(HttpCall call, Encounter.Ending.Status fault) {
        if (fault.retryAfter() != null) {
            call.answerHeader("Retry-After", fault.retryAfter().toString());
        }
        return PaymentResponse.error(
                fault.status(),
                fault.status() == 429 ? "rate_limited" : "partner_unwell",
                "The partner answers %d because it was told to; nothing was done.".formatted(fault.status()));
    }

    private PaymentResponse perform(HttpCall call, boolean deduplicate) {
        try {
            return switch (call.route()) {
                case "POST /payments/charges" ->
                    PaymentResponse.of(payments.charge(key(call), call.json(ChargeRequest.class), deduplicate));
                case "POST /payments/refunds" ->
                    PaymentResponse.of(payments.refund(key(call), call.json(RefundRequest.class), deduplicate));
                case "GET /payments/operations" -> find(call);
                default -> PaymentResponse.error(404, "unknown_path", "There is no '%s'.".formatted(call.route()));
            };
        } catch (JacksonException e) {
            return PaymentResponse.error(400, "invalid_request", Json.complaint(e));
        } catch (IllegalArgumentException e) {
            return PaymentResponse.error(400, "invalid_request", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("{} failed; the caller gets a 500", call.route(), e);
            return PaymentResponse.error(500, "sandbox_failed", "The sandbox failed; its log says why.");
        }
    }

    private PaymentResponse find(HttpCall call) {
        String key = call.query("key").orElseThrow(() -> new IllegalArgumentException("The query has no key."));
        return payments.find(key)
                .map(PaymentResponse::found)
                .orElseGet(() -> PaymentResponse.error(404, "unknown_key", "Nothing was done under this key."));
    }

    private static String key(HttpCall call) {
        return Check.present("The header Idempotency-Key", call.header("Idempotency-Key"));
    }

    private static void send(HttpCall call, PaymentResponse response) throws IOException {
        if (response.replayed()) {
            call.answerHeader("Idempotent-Replayed", "true");
        }
        call.answer(response.status(), response.body());
    }
}
