package io.backstitch.approval;

import io.backstitch.directory.Directory;
import io.backstitch.directory.DirectoryAway;
import io.backstitch.directory.Person;
import io.backstitch.intake.AcceptedVariables;
import io.backstitch.intake.Deadlines;
import io.backstitch.job.NotPermitted;
import io.backstitch.job.NotYet;
import io.backstitch.job.RecordStep;
import io.backstitch.job.RecordWorker;
import io.backstitch.job.StepInstance;
import io.backstitch.value.Money;
import java.math.BigDecimal;
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

    /**
     * What the caller passes. What the model has found in the tables is not among it: see {@link ApprovalTables}.
     *
     * @param times overrides of the table's; of the last level, where nobody else is asked later, when it expires
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
            Timers.@Nullable Asked times) {}

    /** One seat, as the engine shows its task. */
    record Asked(int seat, List<String> groups, List<String> users) {}

    /**
     * What the model goes on with.
     *
     * @param route the row that counts, in place of what the model has found; shown to who watches
     * @param limits likewise
     */
    record Answer(
            String approvalId,
            List<Asked> seats,
            Timers timers,
            ApprovalTables.Route route,
            List<Approval.Limit> limits) {}

    private final Approvals approvals;
    private final Delegations delegations;
    private final LateDecisions late;
    private final Directory directory;
    private final Deadlines deadlines;
    private final ApprovalTables tables;
    private final AcceptedVariables accepted;
    private final Clock clock;

    FindApprovers(
            Approvals approvals,
            Delegations delegations,
            LateDecisions late,
            Directory directory,
            Deadlines deadlines,
            ApprovalTables tables,
            AcceptedVariables accepted,
            Clock clock) {
        this.approvals = approvals;
        this.delegations = delegations;
        this.late = late;
        this.directory = directory;
        this.deadlines = deadlines;
        this.tables = tables;
        this.accepted = accepted;
        this.clock = clock;
    }

    @Override
    public Answer handle(Request request, StepInstance step) throws Exception {
        return prepare(request, step).run();
    }

    @Override
    public InTransaction<Answer> prepare(Request request, StepInstance step) throws NotYet, NotPermitted {
        requireTheAmountThatIsShown(request);
        requireTheRequester(request, step);
        requireNoLevelIsLeftOut(request, step);
        try {
            return opening(request, step);
        } catch (DirectoryAway e) {
            throw new NotYet("the directory of people", DIRECTORY_PAUSE);
        }
    }

    private InTransaction<Answer> opening(Request request, StepInstance step) throws NotYet {
        ApprovalTables.Route route =
                tables.route(request.kind(), request.amount(), request.department(), request.level());
        if (route.asked().isEmpty()) {
            throw new IllegalStateException(
                    "The table of routes has no row for kind \"%s\", amount %s, department %s at level %d: nobody could be asked"
                            .formatted(request.kind(), request.amount(), request.department(), request.level()));
        }
        List<Approval.Limit> limits = tables.limits(request.kind(), request.currency());
        Optional<Person> requester = directory.find(request.requester());
        Approval approval = approval(request, requester.map(Person::id).orElse(""), step, route, limits);
        List<Seat> seats = new ArrayList<>();
        for (String wanted : route.asked()) {
            seats.add(seat(request, requester, seats.size() + 1, wanted));
        }
        Answer answer = new Answer(
                String.valueOf(approval.id()),
                seats.stream().map(this::asked).toList(),
                Timers.of(route, request.times(), deadlines),
                route,
                limits);
        return () -> {
            open(approval, seats);
            return answer;
        };
    }

    private void open(Approval approval, List<Seat> seats) {
        approvals.find(approval.id()).ifPresent(before -> late.beyond(approvals.lock(before.id()), approval.level()));
        approvals.open(approval, clock.instant());
        seats.forEach(seat -> approvals.addSeat(approval.id(), seat));
    }

    /** Nobody decides about their own request: so who asks is not for a variable to say, where the door has taken it down. */
    private void requireTheRequester(Request request, StepInstance step) throws NotPermitted {
        boolean another = accepted.text(step.saga(), "requester")
                .filter(requester -> !requester.equals(request.requester()))
                .isPresent();
        if (another) {
            throw new NotPermitted(
                    "The approval names another requester than the one whose request the door took for %s; somebody has changed the variable"
                            .formatted(step.saga()));
        }
    }

    private void requireNoLevelIsLeftOut(Request request, StepInstance step) throws NotPermitted {
        int level =
                approvals.find(step.processInstanceKey()).map(Approval::level).orElse(0);
        if (request.level() != level + 1 && request.level() != Math.max(level, 1)) {
            throw new NotPermitted("The approval would go from level %d to level %d; somebody has changed the variable"
                    .formatted(level, request.level()));
        }
    }

    /** Limits are compared with the one, people see the other. */
    private static void requireTheAmountThatIsShown(Request request) throws NotPermitted {
        JsonNode shown = request.proposal().path("amount");
        Long amount = request.amount();
        if (amount != null
                && shown.isNumber()
                && shown.decimalValue()
                                .movePointRight(Money.digits(request.currency()))
                                .compareTo(BigDecimal.valueOf(amount))
                        != 0) {
            throw new NotPermitted(
                    "The proposal shows the amount %s, but limits would be compared with %d minor units: the approver would decide about something else"
                            .formatted(shown.asString(), amount));
        }
    }

    private static Approval approval(
            Request request,
            String requesterId,
            StepInstance step,
            ApprovalTables.Route route,
            List<Approval.Limit> limits) {
        int seats = route.asked().size();
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
                limits,
                request.level(),
                seats,
                needed,
                Objects.requireNonNullElse(route.firstRejectionEnds(), true),
                null,
                requesterId);
    }

    private Seat seat(Request request, Optional<Person> requester, int number, String wanted) {
        List<String> alternatives =
                Stream.of(wanted.split("\\|")).map(String::strip).toList();
        for (String alternative : alternatives) {
            if (!alternative.equals(Seat.MANAGER)) {
                return new Seat(request.level(), number, List.of(alternative), List.of(), List.of());
            }
            Optional<String> manager = requester.map(Person::manager);
            if (manager.isPresent()) {
                return new Seat(
                        request.level(), number, List.of(), List.of(manager.get()), List.of(), idOf(manager.get()));
            }
        }
        throw new IllegalStateException(
                "The table approval-route wants the requester's manager, but the directory names none; let the table say manager|<group>, or name one");
    }

    private List<String> idOf(String userName) {
        return directory
                .find(userName)
                .map(Person::id)
                .filter(id -> !id.isEmpty())
                .map(List::of)
                .orElse(List.of());
    }

    /** Those who decide in somebody's place are asked as users: they need not be in the group. */
    private Asked asked(Seat seat) {
        List<String> users = Stream.concat(
                        seat.users().stream(), delegations.deputies(seat).map(Identity::userName))
                .distinct()
                .toList();
        return new Asked(seat.number(), seat.groups(), users);
    }
}
