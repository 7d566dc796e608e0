package io.backstitch.stack.sandbox;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** {@code GET /<partner>/record}: what was done to the partner; {@code GET /<partner>/calls}: every call that came in. */
final class RecordApi extends ControlApi {
    private final String partner;
    private final Supplier<List<?>> record;
    private final PartnerCalls calls;

    RecordApi(String partner, Supplier<List<?>> record, PartnerCalls calls) {
        this.partner = partner;
        this.record = record;
        this.calls = calls;
    }

    @Override
    void answer(HttpCall call) throws IOException {
        if (call.route().equals("GET /%s/record".formatted(partner))) {
            call.answer(200, record.get());
        } else if (call.route().equals("GET /%s/calls".formatted(partner))) {
            call.answer(200, calls.list());
        } else {
            unknown(call);
        }
    }
}
