package io.backstitch.stack.sandbox;

import java.util.Set;

/** The payments partner's HTTP: charges, refunds, payouts, recalls, and the question what happened under a key. */
final class PaymentsApi extends PartnerApi {
    private final Payments payments;

    PaymentsApi(Payments payments, Faults faults, PartnerCalls calls) {
        super(faults, calls);
        this.payments = payments;
    }

    @Override
    Set<String> parameters(HttpCall call) {
        return call.method().equals("GET") ? Set.of("key") : Set.of();
    }

    @Override
    PartnerResponse perform(HttpCall call, boolean deduplicate) {
        return switch (call.route()) {
            case "POST /payments/charges" ->
                PaymentResponses.of(payments.charge(key(call), call.json(ChargeRequest.class), deduplicate));
            case "POST /payments/refunds" ->
                PaymentResponses.of(payments.refund(key(call), call.json(RefundRequest.class), deduplicate));
            case "POST /payments/payouts" ->
                PaymentResponses.of(payments.payOut(key(call), call.json(PayoutRequest.class), deduplicate));
            case "POST /payments/recalls" ->
                PaymentResponses.of(payments.recall(key(call), call.json(RecallRequest.class), deduplicate));
            case "GET /payments/operations" ->
                payments.find(askedKey(call)).map(PaymentResponses::found).orElseGet(PartnerApi::unknownKey);
            default -> unknownPath(call);
        };
    }
}
