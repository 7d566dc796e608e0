package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.sandbox.ObjectChange;
import io.backstitch.stack.sandbox.PaymentOperation;
import io.backstitch.stack.sandbox.SandboxClient;
import io.backstitch.stack.torture.insider.Sight.OpenTask;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks those who know what came of the insiders' attempts: the partners, the audit, the application, its database, and what Operate shows. */
final class InsiderWitness {
    /** What a run waits for a person with; see the application's own list. */
    private static final Set<String> FOR_PERSON = Set.of("PERSON", "IN_DOUBT", "INCIDENT");

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);
    private static final int TRIES = 20;
    private static final int NOT_FOUND = 404;

    private final SandboxClient sandbox;
    private final InsiderRecords records;
    private final Sight sight;
    private final PersonDoor auditor;
    private final PersonDoor operator;

    InsiderWitness(InsiderSettings settings, Sight sight, PersonDoor auditor, PersonDoor operator) {
        this.sandbox = new SandboxClient(settings.sandbox());
        this.records = new InsiderRecords(settings.database());
        this.sight = sight;
        this.auditor = auditor;
        this.operator = operator;
    }

    /** Looks until there is nothing to complain about, or for so long. */
    InsiderTally tally(List<Tried> tried, List<Victim> victims) throws InterruptedException {
        long begin = System.nanoTime();
        while (true) {
            InsiderTally tally = InsiderTally.of(evidence(tried, victims));
            if (tally.breaches().isEmpty() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                return tally;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    private InsiderEvidence evidence(List<Tried> tried, List<Victim> victims) throws InterruptedException {
        Map<String, List<OnRecord>> audit = new HashMap<>();
        for (String run : runs(tried, victims)) {
            audit.put(run, OnRecord.of(ask(auditor, "/api/audit/runs/" + run.substring(run.indexOf('/') + 1))));
        }
        List<PaymentOperation> payments = sandbox.record();
        List<VictimState> states = new ArrayList<>();
        for (Victim victim : victims) {
            states.add(state(victim, Objects.requireNonNull(audit.get(victim.run())), payments));
        }
        InsiderRecords.Aside aside = records.aside();
        return new InsiderEvidence(
                tried,
                states,
                audit,
                records.refusedInstances(),
                aside.marks(),
                aside.isFull(),
                sight.openTasks().stream()
                        .collect(Collectors.toMap(OpenTask::key, OpenTask::assignee, (one, same) -> one)),
                sight.taken(operations(tried)),
                reached(payments));
    }

    private static Set<String> runs(List<Tried> tried, List<Victim> victims) {
        Stream<String> touched = tried.stream().map(Tried::trace).flatMap(trace -> switch (trace) {
            case Trace.Entry entry -> Stream.of(entry.run());
            case Trace.Ruled ruled -> Stream.of(ruled.run());
            case Trace.Released released -> Stream.of(released.run());
            case Trace.None ignored -> Stream.empty();
            case Trace.RefusedInstance ignored -> Stream.empty();
            case Trace.Aside ignored -> Stream.empty();
        });
        return Stream.concat(victims.stream().map(Victim::run), touched).collect(Collectors.toSet());
    }

    private static List<String> operations(List<Tried> tried) {
        return tried.stream()
                .map(Tried::trace)
                .filter(Trace.Entry.class::isInstance)
                .map(it -> ((Trace.Entry) it).operation())
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private Set<String> reached(List<PaymentOperation> payments) {
        Stream<Object> atPartners = Stream.of(standing(sandbox.objects()), sandbox.mails(), payments);
        return Stream.concat(
                        atPartners.map(Reply.JSON::writeValueAsString).flatMap(InsiderRecords::marks),
                        records.asked().stream())
                .collect(Collectors.toSet());
    }

    /** What was done and is undone since has reached nobody. */
    private static List<ObjectChange> standing(List<ObjectChange> changes) {
        Map<String, ObjectChange.Change> last = new HashMap<>();
        changes.forEach(change -> last.put(name(change), change.change()));
        return changes.stream()
                .filter(change -> last.get(name(change)) != ObjectChange.Change.DELETED)
                .toList();
    }

    private static String name(ObjectChange change) {
        return change.kind() + "/" + change.id();
    }

    private VictimState state(Victim victim, List<OnRecord> audit, List<PaymentOperation> payments)
            throws InterruptedException {
        return new VictimState(
                victim,
                standing(ask(operator, "/api/runs/" + victim.id())),
                audit,
                payments.stream()
                        .filter(it ->
                                victim.id().equals(it.reference()) || it.key().contains("/" + victim.id() + "/"))
                        .toList());
    }

    private static VictimState.@Nullable Standing standing(Reply reply) {
        JsonNode run = reply.body();
        return reply.isOk()
                ? new VictimState.Standing(
                        run.path("state").asString(""),
                        run.path("saga").asString(""),
                        run.path("stuck").isString() ? run.path("stuck").asString() : null,
                        run.path("state").asString("").equals("WAITING_FOR_PERSON")
                                || run.path("waitsFor")
                                        .valueStream()
                                        .anyMatch(it -> FOR_PERSON.contains(
                                                it.path("on").asString(""))))
                : null;
    }

    /** More than once: an application that is busy is not one that has lost a run. */
    private static Reply ask(PersonDoor door, String path) throws InterruptedException {
        Reply last = new Reply(NOT_FOUND, Reply.JSON.createObjectNode());
        for (int i = 0; i < TRIES; i++) {
            try {
                last = door.get(path);
                if (last.isOk() || last.status() == NOT_FOUND) {
                    return last;
                }
            } catch (IOException nobody) {
                // Asked again soon.
            }
            Thread.sleep(500);
        }
        return last;
    }
}
