package io.backstitch.stack.sandbox;

import java.io.IOException;
import java.util.Map;

/** {@code GET /health}, and a clear no to everything that nothing else answers. */
final class SandboxApi extends ControlApi {
    @Override
    void answer(HttpCall call) throws IOException {
        if (call.route().equals("GET /health")) {
            call.answer(200, Map.of("status", "UP"));
        } else {
            unknown(call);
        }
    }
}
