package io.backstitch.stack.sandbox;

import java.io.IOException;

/** {@code GET /payments/record}: what was done to the partner; {@code GET /payments/calls}: every call that came in. */
final class PaymentsRecordApi extends ControlApi {
    private final Payments payments;
    private final PaymentCalls calls;

    PaymentsRecordApi(Payments payments, PaymentCalls calls) {
        this.payments = payments;
        this.calls = calls;
    }

    @Override
    void answer(HttpCall call) throws IOException {
        switch (call.route()) {
            case "GET /payments/record" -> call.answer(200, payments.record());
            case "GET /payments/calls" -> call.answer(200, calls.list());
            default -> unknown(call);
        }
    }
}
