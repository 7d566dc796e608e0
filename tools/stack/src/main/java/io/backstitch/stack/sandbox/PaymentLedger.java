package io.backstitch.stack.sandbox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the payments partner knows, in memory: rebuilt from its files at the start. Not thread-safe. */
final class PaymentLedger {
    private final List<PaymentOperation> operations = new ArrayList<>();
    private final Map<String, PaymentOperation> firstByKey = new HashMap<>();
    private final Map<String, PaymentOperation> charges = new HashMap<>();
    private final Map<String, PaymentOperation> payouts = new HashMap<>();
    private final Set<String> takenBack = new HashSet<>();
    private final Map<String, Decline> declines = new HashMap<>();

    void add(PaymentOperation operation) {
        operations.add(operation);
        firstByKey.putIfAbsent(operation.key(), operation);
        switch (operation.kind()) {
            case CHARGE -> charges.put(operation.id(), operation);
            case PAYOUT -> payouts.put(operation.id(), operation);
            case REFUND -> takenBack.add(String.valueOf(operation.charge()));
            case RECALL -> takenBack.add(String.valueOf(operation.payout()));
        }
    }

    void add(Decline decline) {
        declines.putIfAbsent(decline.key(), decline);
    }

    long nextSequence() {
        return operations.size() + 1L;
    }

    @Nullable
    PaymentOperation operation(String key) {
        return firstByKey.get(key);
    }

    @Nullable
    Decline declined(String key) {
        return declines.get(key);
    }

    @Nullable
    PaymentOperation charge(String id) {
        return charges.get(id);
    }

    @Nullable
    PaymentOperation payout(String id) {
        return payouts.get(id);
    }

    /** Whether a charge was refunded, or a payout recalled. */
    boolean isTakenBack(PaymentOperation operation) {
        return takenBack.contains(operation.id());
    }

    List<PaymentOperation> operations() {
        return List.copyOf(operations);
    }
}
