package io.backstitch.compensation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What must hold for an effect to begin. It is asked in the transaction of the claim, and reads tables of ours: a variable of the run says nothing about
 * whether somebody was allowed to set it. What it writes is kept if, and only if, it allows the effect.
 */
@FunctionalInterface
public interface Precondition {

    /**
     * Asks whether the effect may begin. Asked again with each attempt; of one key the answer may change, from no to yes when a person has
     * provided what was missing.
     *
     * @param connection in the transaction of the claim; neither committed nor closed here
     * @return why it must not begin, a sentence for people; empty when it may
     */
    Optional<String> violatedBy(Connection connection, EffectCall call) throws SQLException;

    /** Both; the other one is asked when this one holds. */
    default Precondition and(Precondition other) {
        return (connection, call) -> {
            Optional<String> no = violatedBy(connection, call);
            return no.isPresent() ? no : other.violatedBy(connection, call);
        };
    }
}
