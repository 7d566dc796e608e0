package io.backstitch.approval;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a decision counts: a closed set. */
sealed interface Verdict {

    /**
     * It does.
     *
     * @param onBehalfOf who delegated it; null when the actor may themselves
     * @param groups by which of their groups
     * @param limit in force, in minor units; null when none counts
     */
    record Allowed(
            @Nullable String onBehalfOf,
            Set<String> groups,
            @Nullable Long limit) implements Verdict {}

    /**
     * It breaks a rule.
     *
     * @param rule its name, for programs and auditors
     * @param why a sentence for the approver
     */
    record Refused(String rule, String why) implements Verdict {}
}
