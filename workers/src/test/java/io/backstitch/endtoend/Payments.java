package io.backstitch.endtoend;

import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.sandbox.SandboxClient;
import java.util.List;

/** What the payments partner says was done. */
record Payments(SandboxClient partners) {

    /** For an onboarding, in order: {@code CHARGE}, {@code REFUND}. */
    List<String> of(String run) {
        return partners.record().stream()
                .filter(operation -> operation.key().startsWith("onboarding/" + run + "/"))
                .map(PaymentOperation::kind)
                .map(Enum::name)
                .toList();
    }
}
