package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.Fault;
import java.time.Duration;
import java.util.List;

/**
 * How the partners misbehave for a while.
 *
 * @param what in words
 */
record Trouble(String what, List<Fault> payments, List<Fault> mail, List<Fault> objects, Duration lasts) {
    Trouble {
        payments = List.copyOf(payments);
        mail = List.copyOf(mail);
        objects = List.copyOf(objects);
    }
}
