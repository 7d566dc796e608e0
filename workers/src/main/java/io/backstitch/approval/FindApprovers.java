package io.backstitch.approval;

import io.backstitch.directory.Directory;
import io.backstitch.directory.DirectoryAway;
import io.backstitch.directory.Person;
import io.backstitch.job.NotYet;
import io.backstitch.job.RecordStep;
import io.backstitch.job.RecordWorker;
import io.backstitch.job.StepInstance;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Opens an approval at a level: who is asked, what they may approve, and how long they have, as the tables say. */
@RecordWorker(
        jobType = "approval.find-approvers",
        lane = "system",
        does = "Finds out who is asked, and keeps by which rules")
class FindApprovers implements RecordStep<FindApprovers.Request, FindApprovers.Answer> {

    static final Duration DIRECTORY_PAUSE = Duration.ofSeconds(5);
    /** Timers that the table does not ask for are set so far away that nobody lives to see them. */
    private static final String NEVER = "P36500D";

    /**
     * What the caller passes, and what the tables say.
     *
     * @param times overrides of the table's; of the last level, where nobody else is asked later, when it expires
     * @param route null when no row of the table fits
     * @param limits the rows of the table {@code approval-limits} that fit
     */
    record Request(
            String kind,
            String subject,
            String form,
            JsonNode proposal,
            @Nullable List<String> editable,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable String department,
            String requester,
            int level,
            @Nullable Times times,
            @Nullable Route route,
            @Nullable List<Approval.Limit> limits) {}

    /** Durations of ISO 8601; null where the table counts. */
    record Times(
            @Nullable String remindAfter,
            @Nullable String escalateAfter,
            @Nullable String expireAfter) {}

    /**
     * A row of the table {@code approval-route}.
     *
     * @param seats a group for each decision that is asked for; {@code manager} is the requester's, {@code manager|group} the group when
     *     there is none
     * @param needed null: all of them
     * @param escalation {@code replace}: the next level is asked instead; {@code invite}: besides; {@code none}
     */
    record Route(
            List<String> seats,
            @Nullable Integer needed,
            @Nullable Boolean firstRejectionEnds,
            @Nullable String remindAfter,
            @Nullable String escalation,
            @Nullable String escalateAfter,
            @Nullable String expireAfter) {}

    /** One seat, as the engine shows its task. */
    record Asked(int seat, List<String> groups, List<String> users) {}

    /** Timers, all of them set. */
    record Timers(String remindEvery, String escalateAfter, String inviteAfter, String expireAfter) {}

    record Answer(String approvalId, List<Asked> seats, Timers timers) {}

    private final Approvals approvals;
    private final Delegations delegations;
    private final LateDecisions late;
    private final Directory directory;
    private final Clock clock;

    FindApprovers(Approvals approvals, Delegations delegations, LateDecisions late, Directory directory, Clock clock) {
        this.approvals = approvals;
        this.delegations = delegations;
        this.late = late;
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public Answer handle(Request request, StepInstance step) throws NotYet {
        try {
            return ask(request, step);
        } catch (DirectoryAway e) {
            throw new NotYet("the directory of people", DIRECTORY_PAUSE);
        }
    }

    private Answer ask(Request request, StepInstance step) {
        Route route = request.route();
        if (route == null || route.seats().isEmpty()) {
            throw new IllegalStateException(
                    "The table approval-route has no row for kind \"%s\", amount %s, department %s at level %d: nobody could be asked"
                            .formatted(request.kind(), request.amount(), request.department(), request.level()));
        }
        List<Seat> seats = new ArrayList<>();
        for (String wanted : route.seats()) {
            seats.add(seat(request, seats.size() + 1, wanted));
        }
        approvals
                .find(step.processInstanceKey())
                .ifPresent(before -> late.beyond(approvals.lock(before.id()), request.level()));
        approvals.open(approval(request, step, route), clock.instant());
        seats.forEach(seat -> approvals.addSeat(step.processInstanceKey(), seat));
        return new Answer(
                String.valueOf(step.processInstanceKey()),
                seats.stream().map(this::asked).toList(),
                timers(route, request.times()));
    }

    private static Approval approval(Request request, StepInstance step, Route route) {
        int seats = route.seats().size();
        int needed = Objects.requireNonNullElse(route.needed(), seats);
        if (needed < 1 || needed > seats) {
            throw new IllegalStateException(
                    "The table approval-route wants %d of %d to agree".formatted(needed, seats));
        }
        return new Approval(
                step.processInstanceKey(),
                step.saga().value(),
                request.kind(),
                request.subject(),
                request.form(),
                request.requester(),
                request.department(),
                request.amount(),
                request.currency(),
                request.proposal(),
                Objects.requireNonNullElse(request.editable(), List.of()),
                Objects.requireNonNullElse(request.limits(), List.of()),
                request.level(),
                seats,
                needed,
                Objects.requireNonNullElse(route.firstRejectionEnds(), true),
                null);
    }

    private Seat seat(Request request, int number, String wanted) {
        List<String> alternatives =
                Stream.of(wanted.split("\\|")).map(String::strip).toList();
        for (String alternative : alternatives) {
            if (!alternative.equals(Seat.MANAGER)) {
                return new Seat(request.level(), number, List.of(alternative), List.of(), List.of());
            }
            Optional<String> manager = directory.find(request.requester()).map(Person::manager);
            if (manager.isPresent()) {
                return new Seat(request.level(), number, List.of(), List.of(manager.get()), List.of());
            }
        }
        throw new IllegalStateException(
                "The table approval-route wants the requester's manager, but the directory names none; let the table say manager|<group>, or name one");
    }

    /** Those who decide in somebody's place are asked as users: they need not be in the group. */
    private Asked asked(Seat seat) {
        List<String> users = Stream.concat(seat.users().stream(), delegations.deputies(seat))
                .distinct()
                .toList();
        return new Asked(seat.number(), seat.groups(), users);
    }

    private static Timers timers(Route route, @Nullable Times times) {
        Times given = times == null ? new Times(null, null, null) : times;
        String escalateAfter = first(given.escalateAfter(), route.escalateAfter());
        String escalation = Objects.requireNonNullElse(route.escalation(), "none");
        boolean replaced = escalation.equals("replace");
        return new Timers(
                first(given.remindAfter(), route.remindAfter()),
                replaced ? escalateAfter : NEVER,
                escalation.equals("invite") ? escalateAfter : NEVER,
                first(replaced ? null : given.expireAfter(), route.expireAfter()));
    }

    private static String first(@Nullable String given, @Nullable String table) {
        return Stream.of(Optional.ofNullable(given), Optional.ofNullable(table))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(NEVER);
    }
}
