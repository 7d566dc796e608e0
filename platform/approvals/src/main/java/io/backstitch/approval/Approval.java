package io.backstitch.approval;

import io.backstitch.directory.Person;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One request that people decide about.
 *
 * @param id the instance of the process {@code approval}
 * @param run the saga to which it belongs
 * @param requester who asks; may never decide
 * @param amount in minor units of the currency; null when there is none, and no limit counts
 * @param proposal what is proposed: an object
 * @param editable which entries of the proposal an approver may change
 * @param limits what each group may approve
 * @param level how often it was escalated, from 1
 * @param seats how many are asked at this level, of whom
 * @param needed must approve
 * @param firstRejectionEnds whether one rejection is enough; else it is rejected when too few are left
 * @param outcome null until it is decided
 * @param requesterId the realm's own id of who asks; empty when nobody knew it: then the name counts alone
 */
record Approval(
        long id,
        String run,
        String kind,
        String subject,
        String form,
        String requester,
        @Nullable String department,
        @Nullable Long amount,
        @Nullable String currency,
        JsonNode proposal,
        List<String> editable,
        List<Limit> limits,
        int level,
        int seats,
        int needed,
        boolean firstRejectionEnds,
        @Nullable String outcome,
        String requesterId) {

    static final String APPROVED = "approved";
    static final String REJECTED = "rejected";
    static final String RETURNED = "returned";

    /** @param limit the most that a member may approve, in minor units */
    record Limit(String group, long limit) {}

    /** Nobody decides about their own request: neither who asks under another name now, nor who has the name since. */
    boolean isOwnOf(Person person) {
        return requester.equals(person.userName()) || (!requesterId.isEmpty() && requesterId.equals(person.id()));
    }

    /** What the approval comes to with these decisions; null while it is open. */
    @Nullable
    String outcomeOf(Tally tally) {
        if (tally.returned() > 0) {
            return RETURNED;
        }
        if (tally.approved() >= needed) {
            return APPROVED;
        }
        boolean hopeless = tally.rejected() > seats - needed;
        return tally.rejected() > 0 && (firstRejectionEnds || hopeless) ? REJECTED : null;
    }

    /** How many of the counted decisions of a level say what. */
    record Tally(int approved, int rejected, int returned) {}
}
