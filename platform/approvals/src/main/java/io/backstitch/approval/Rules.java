package io.backstitch.approval;

import io.backstitch.directory.Person;
import io.backstitch.value.Money;
import io.backstitch.value.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The rules by which a decision counts. The same before the engine is told and when a decision is sealed. */
final class Rules {

    static final String NO_ASSIGNEE = "no-assignee";
    static final String TOO_LATE = "too-late";

    private static final Set<String> DECISIONS = Set.of(Answer.APPROVE, Answer.REJECT, Answer.RETURN);

    private Rules() {}

    /** Somebody who has decided about the same request before. */
    record Earlier(String actor, @Nullable String onBehalfOf) {
        private boolean isOneOf(String one, @Nullable String other) {
            return Stream.ofNullable(actor).anyMatch(it -> it.equals(one) || it.equals(other))
                    || Stream.ofNullable(onBehalfOf).anyMatch(it -> it.equals(one) || it.equals(other));
        }
    }

    /**
     * Everything that counts.
     *
     * @param actor user name of who decides
     * @param person who that is; empty when the directory does not know them
     * @param delegators who have delegated to the actor and may log in
     * @param earlier the decisions that count already
     * @param form what it takes
     */
    record Case(
            Approval approval,
            Seat seat,
            String actor,
            Optional<Person> person,
            List<Person> delegators,
            List<Earlier> earlier,
            Answer answer,
            FormFields form) {}

    /** By what right somebody decides. */
    private record Authority(
            @Nullable String onBehalfOf,
            Set<String> groups,
            @Nullable Long limit) {}

    static Verdict judge(Case it) {
        Optional<Person> person = it.person();
        if (person.isEmpty()) {
            return new Verdict.Refused("unknown-person", "Nobody of this name may decide.");
        }
        List<Authority> authorities = authorities(it, person.get());
        boolean mayThemselves = authorities.stream().anyMatch(authority -> authority.onBehalfOf() == null);
        if (it.approval().isOwnOf(person.get())) {
            return mayThemselves || authorities.isEmpty()
                    ? new Verdict.Refused("own-request", "Nobody decides about their own request.")
                    : new Verdict.Refused(
                            "delegated-back", "A delegation does not make it right to decide about one's own request.");
        }
        if (authorities.isEmpty()) {
            return new Verdict.Refused("not-a-candidate", "Who decided is not one of those who are asked.");
        }
        return refusedAnswer(it)
                .<Verdict>map(refused -> refused)
                .orElseGet(() -> authorities.stream()
                        .map(authority -> judge(it, authority))
                        .min(Comparator.comparing(verdict -> verdict instanceof Verdict.Refused))
                        .orElseThrow());
    }

    /** One's own first; nobody can delegate what they may not do themselves. */
    private static List<Authority> authorities(Case it, Person person) {
        Stream<Authority> own = authority(it, person, null);
        Stream<Authority> delegated = it.delegators().stream()
                .filter(from -> !it.approval().isOwnOf(from))
                .flatMap(from -> authority(it, from, from.userName()));
        return Stream.concat(own, delegated).toList();
    }

    private static Stream<Authority> authority(Case it, Person person, @Nullable String onBehalfOf) {
        Set<String> groups = it.seat().authority(person);
        return groups.isEmpty()
                ? Stream.of()
                : Stream.of(new Authority(onBehalfOf, groups, limit(it.approval(), groups, person)));
    }

    /** The highest limit of the groups, and never more than the person's own; 0 when no group has one. */
    private static @Nullable Long limit(Approval approval, Set<String> groups, Person person) {
        if (approval.amount() == null) {
            return null;
        }
        long ofGroups = approval.limits().stream()
                .filter(limit -> groups.contains(limit.group()))
                .mapToLong(Approval.Limit::limit)
                .max()
                .orElse(0);
        Long own = person.approvalLimit();
        return own == null ? ofGroups : Math.min(own, ofGroups);
    }

    private static Optional<Verdict.Refused> refusedAnswer(Case it) {
        Answer answer = it.answer();
        if (answer.decision().equals(Answer.UNREADABLE)) {
            return Optional.of(
                    new Verdict.Refused(
                            "unreadable-answer",
                            "What was typed cannot be kept: it has a character such as U+0000, or is nested too deep. Decide again."));
        }
        if (!DECISIONS.contains(answer.decision())) {
            return Optional.of(new Verdict.Refused("no-decision", "The answer must be approve, reject or return."));
        }
        if (answer.reason().isEmpty()) {
            return Optional.of(new Verdict.Refused("no-reason", "A decision needs a reason."));
        }
        if (answer.hasTooLongReason()) {
            return Optional.of(new Verdict.Refused(
                    "long-reason", "The reason has more than %d characters.".formatted(Reason.LONGEST)));
        }
        return answer.decision().equals(Answer.APPROVE) ? refusedEdit(it) : Optional.empty();
    }

    private static Optional<Verdict.Refused> refusedEdit(Case it) {
        Approval approval = it.approval();
        if (it.answer().isStrangelyShaped()) {
            return Optional.of(new Verdict.Refused(
                    Edits.WRONG_VALUE, "The proposal must be an object with the entries that change."));
        }
        TreeSet<String> changed = it.answer().changed(approval.proposal());
        if (changed.isEmpty()) {
            return Optional.empty();
        }
        TreeSet<String> fixed = new TreeSet<>(changed);
        approval.editable().forEach(fixed::remove);
        if (!fixed.isEmpty()) {
            return Optional.of(new Verdict.Refused(
                    "not-editable", "An approver may not change %s here.".formatted(String.join(", ", fixed))));
        }
        if (approval.needed() > 1) {
            return Optional.of(new Verdict.Refused(
                    "edited-among-several",
                    "Several must agree about the same proposal: return it for changes instead of changing it."));
        }
        JsonNode proposal = Objects.requireNonNull(it.answer().proposal());
        return changed.stream()
                .flatMap(entry -> Edits.refused(approval, it.form(), entry, proposal.path(entry)).stream())
                .findFirst();
    }

    private static Verdict judge(Case it, Authority authority) {
        boolean twice = it.earlier().stream().anyMatch(other -> other.isOneOf(it.actor(), authority.onBehalfOf()));
        if (twice) {
            return new Verdict.Refused("same-person-twice", "The same person has decided about this already.");
        }
        Long amount = it.approval().amount();
        Long limit = authority.limit();
        boolean approves = it.answer().decision().equals(Answer.APPROVE);
        if (approves && amount != null && limit != null && amount > limit) {
            return new Verdict.Refused(
                    "over-limit",
                    "The amount is above the limit of %s, which is %s."
                            .formatted(it.actor(), money(limit, it.approval())));
        }
        return new Verdict.Allowed(authority.onBehalfOf(), authority.groups(), limit);
    }

    private static String money(long minorUnits, Approval approval) {
        return approval.currency() == null
                ? Money.plain(minorUnits, null)
                : Money.text(minorUnits, approval.currency());
    }
}
