package io.backstitch.stack.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** The side of the sandbox that no fault touches: reading the records, setting faults. Errors are problem details. */
abstract class ControlApi implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(ControlApi.class);

    /** Answers the call, with {@link HttpCall#problem} when there is no such thing. */
    abstract void answer(HttpCall call) throws IOException;

    @Override
    public final void handle(HttpExchange exchange) throws IOException {
        var call = new HttpCall(exchange);
        try {
            answer(call);
        } catch (JacksonException e) {
            call.problem(400, Json.complaint(e));
        } catch (IllegalArgumentException e) {
            call.problem(400, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            log.error("{} failed; the caller gets a 500", call.route(), e);
            call.problem(500, "The sandbox failed; its log says why.");
        }
    }

    static void unknown(HttpCall call) throws IOException {
        call.problem(404, "The sandbox has no '%s'.".formatted(call.route()));
    }
}
