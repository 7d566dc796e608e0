package io.backstitch.stack.torture;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.backstitch.stack.torture.Finding.Kind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The result of a torture.
 *
 * @param accepted requests that were answered 202
 * @param refusals requests that were answered with a no, and why; none should be
 * @param ended runs by the end that they reached
 * @param waitingForPerson runs that have a task or an incident
 * @param effects effects and undos that happened, by our ledger
 * @param payments charges and refunds, by the partner's record
 * @param repeatedMails mails that came again with their Message-ID, as their effect declares
 * @param reports what became of the expense reports beside them
 * @param findings every broken promise
 */
public record Tally(
        int accepted,
        List<String> refusals,
        Map<String, Long> ended,
        long waitingForPerson,
        long effects,
        long payments,
        long repeatedMails,
        ReportTally reports,
        List<Finding> findings) {

    public Tally {
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
                Oracle.judge(evidence));
    }

    /** This, and what became of the expense reports. */
    Tally with(List<ReportEvidence> reports, List<String> reportsRefused) {
        return new Tally(
                accepted,
                Stream.concat(refusals.stream(), reportsRefused.stream()).toList(),
                ended,
                waitingForPerson,
                effects,
                payments,
                repeatedMails,
                ReportTally.of(reports),
                Stream.concat(findings.stream(), reports.stream().flatMap(it -> ReportOracle.judge(it).stream()))
                        .toList());
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

    /** Whether every promise was kept, and there was something to keep. */
    @JsonProperty
    public boolean isClean() {
        return accepted > 0 && refusals.isEmpty() && findings.isEmpty();
    }

    private long count(Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).count();
    }
}
