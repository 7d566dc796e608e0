package io.backstitch.stack.torture;

import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.SandboxClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Makes the partners misbehave as the plan says. */
final class Troublemaker {
    private final Plan plan;
    private final SandboxClient sandbox;
    private final boolean deduplicates;
    private volatile String current = "none";

    Troublemaker(Plan plan, SandboxClient sandbox, boolean deduplicates) {
        this.plan = plan;
        this.sandbox = sandbox;
        this.deduplicates = deduplicates;
    }

    /** Changes the faults until it is interrupted. */
    void troubleOnAndOn() throws InterruptedException {
        for (int index = 1; ; index++) {
            Trouble trouble = plan.trouble(index);
            try {
                set(trouble.payments(), trouble.mail(), trouble.objects());
                current = trouble.what();
            } catch (UncheckedIOException away) {
                current = "the partners are away";
            }
            Thread.sleep(trouble.lasts());
        }
    }

    /** No trouble any more; what the payments partner cannot do it still cannot do. */
    void calm() {
        set(List.of(), List.of(), List.of());
        current = "none";
    }

    private void set(List<Fault> payments, List<Fault> mail, List<Fault> objects) {
        var all = new ArrayList<Fault>();
        if (!deduplicates) {
            all.add(Fault.withoutDeduplication());
        }
        all.addAll(payments);
        sandbox.faultPayments(all.toArray(Fault[]::new));
        sandbox.faultMail(mail.toArray(Fault[]::new));
        sandbox.faultObjects(objects.toArray(Fault[]::new));
    }

    /** All is as it was before. */
    void end() {
        sandbox.clearFaults();
    }

    String current() {
        return current;
    }
}
