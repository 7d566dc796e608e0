package io.backstitch.approval;

import io.backstitch.model.BroughtTables;
import java.util.Map;

/** The tables of limits, read without the engine: a kind's own {@code <kind>-approval-limits}, or {@code approval-limits}. */
final class LimitTables {

    private static final BroughtTables BROUGHT = BroughtTables.onClassPath();

    private LimitTables() {}

    static boolean mayHaveLimit(String kind, String currency) {
        String own = ApprovalTables.own(kind, ApprovalTables.LIMITS);
        return BROUGHT.mayFit(
                BROUGHT.has(own) ? own : ApprovalTables.LIMITS, Map.of("kind", kind, "currency", currency));
    }
}
