package io.backstitch.stack.torture;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.backstitch.stack.torture.Finding.Kind;
import io.backstitch.stack.torture.insider.Breach;
import io.backstitch.stack.torture.insider.InsiderTally;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result of a torture.
 *
 * @param accepted requests that were answered 202
 * @param entrances these, by the door through which they came
 * @param echoes requests that came once more beside the first, by the same door
 * @param refusals requests that were answered with a no, and why; none should be
 * @param ended runs by the end that they reached
 * @param waitingForPerson runs that have a task or an incident
 * @param effects effects and undos that happened, by our ledger
 * @param payments charges and refunds, by the partner's record
 * @param repeatedMails mails that came again with their Message-ID, as their effect declares
 * @param reports what became of the expense reports beside them
 * @param projects and of the projects
 * @param insiders what insiders tried, and what they got
 * @param findings every broken promise
 */
public record Tally(
        int accepted,
        Map<Entrance, Long> entrances,
        long echoes,
        List<String> refusals,
        Map<String, Long> ended,
        long waitingForPerson,
        long effects,
        long payments,
        long repeatedMails,
        ReportTally reports,
        ProjectTally projects,
        InsiderTally insiders,
        List<Finding> findings) {

    public Tally {
        entrances = new TreeMap<>(entrances);
        ended = new TreeMap<>(ended);
        refusals = List.copyOf(refusals);
        findings = List.copyOf(findings);
    }

    static Tally of(Evidence evidence, List<String> refusals) {
        List<String> ids = evidence.accepted().stream().map(AcceptedRun::id).toList();
        List<RunRecord> runs = ids.stream()
                .map(evidence.runs()::get)
                .filter(run -> run != null)
                .toList();
        return new Tally(
                ids.size(),
                evidence.accepted().stream()
                        .collect(Collectors.groupingBy(run -> run.request().entrance(), Collectors.counting())),
                evidence.accepted().stream()
                        .mapToLong(run -> run.request().echoes().size())
                        .sum(),
                refusals,
                runs.stream()
                        .filter(RunRecord::hasEnded)
                        .collect(Collectors.groupingBy(run -> String.valueOf(run.outcome()), Collectors.counting())),
                runs.stream()
                        .filter(run -> !run.hasEnded()
                                && (run.waitsForPerson() || evidence.waiting().contains(run.id())))
                        .count(),
                runs.stream()
                        .flatMap(run -> run.steps().stream())
                        .filter(RunRecord.Step::hasHappened)
                        .count(),
                evidence.payments().stream()
                        .filter(operation -> ids.contains(String.valueOf(operation.reference())))
                        .count(),
                Mails.repeated(evidence.mails().stream()
                        .filter(mail -> evidence.accepted().stream()
                                .anyMatch(run ->
                                        mail.to().contains(run.request().body().email())))
                        .toList()),
                ReportTally.of(List.of()),
                ProjectTally.of(List.of()),
                InsiderTally.none(),
                Oracle.judge(evidence));
    }

    /** This, and what became of the expense reports. */
    Tally withReports(List<ReportEvidence> evidence, List<String> refused) {
        return with(
                ReportTally.of(evidence),
                projects,
                insiders,
                refused,
                evidence.stream().flatMap(it -> ReportOracle.judge(it).stream()));
    }

    /** This, and what became of the projects. */
    Tally withProjects(List<ProjectEvidence> evidence, List<String> refused) {
        return with(
                reports,
                ProjectTally.of(evidence),
                insiders,
                refused,
                evidence.stream().flatMap(it -> ProjectOracle.judge(it).stream()));
    }

    /** This, and what insiders tried. */
    Tally withInsiders(InsiderTally tally) {
        return with(
                reports,
                projects,
                tally,
                List.of(),
                tally.breaches().stream().map(it -> new Finding(kind(it.promise()), it.about(), it.what())));
    }

    private static Kind kind(Breach.Promise promise) {
        return switch (promise) {
            case NOT_ALLOWED -> Kind.NOT_ALLOWED;
            case UNRECORDED -> Kind.UNRECORDED;
            case LOST -> Kind.LOST;
        };
    }

    private Tally with(
            ReportTally reports,
            ProjectTally projects,
            InsiderTally insiders,
            List<String> refused,
            Stream<Finding> found) {
        return new Tally(
                accepted,
                entrances,
                echoes,
                Stream.concat(refusals.stream(), refused.stream()).toList(),
                ended,
                waitingForPerson,
                effects,
                payments,
                repeatedMails,
                reports,
                projects,
                insiders,
                Stream.concat(findings.stream(), found).toList());
    }

    /** Effects that happened once too often. */
    @JsonProperty
    public long duplicates() {
        return count(Kind.DUPLICATE);
    }

    /** Runs, effects and undos that are missing. */
    @JsonProperty
    public long lost() {
        return count(Kind.LOST);
    }

    /** Undos that came too early. */
    @JsonProperty
    public long wrongOrder() {
        return count(Kind.WRONG_ORDER);
    }

    /** Decisions that count against the rules, and runs that went on without those that they need. */
    @JsonProperty
    public long notAllowed() {
        return count(Kind.NOT_ALLOWED);
    }

    /** Attempts that nothing is on record of. */
    @JsonProperty
    public long unrecorded() {
        return count(Kind.UNRECORDED);
    }

    /** Whether every promise was kept, and there was something to keep. */
    @JsonProperty
    public boolean isClean() {
        return accepted > 0 && refusals.isEmpty() && findings.isEmpty();
    }

    private long count(Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }
}
