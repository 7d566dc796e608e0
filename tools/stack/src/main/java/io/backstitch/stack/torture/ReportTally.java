package io.backstitch.stack.torture;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.backstitch.stack.torture.Approvers.Reception;
import io.backstitch.stack.torture.Move.Way;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What became of the expense reports, and of the attempts to break the rules.
 *
 * @param accepted reports that were answered 202
 * @param ended by the end that they reached
 * @param waitingForPeople that have a task or an incident
 * @param payouts by the partner's record
 * @param decisions that are on record and count
 * @param proven those of them that came with a token
 * @param breaches attempts to break a rule, by the rule; those that met nothing to decide do not count
 * @param refused decisions that were refused, by the rule that the audit names; one without a reason never gets past our door
 */
public record ReportTally(
        int accepted,
        Map<String, Long> ended,
        long waitingForPeople,
        long payouts,
        long decisions,
        long proven,
        Map<String, Long> breaches,
        Map<String, Long> refused) {

    public ReportTally {
        ended = new TreeMap<>(ended);
        breaches = new TreeMap<>(breaches);
        refused = new TreeMap<>(refused);
    }

    static ReportTally of(List<ReportEvidence> reports) {
        return new ReportTally(
                reports.size(),
                counts(reports.stream().map(ReportEvidence::outcome).filter(outcome -> !outcome.isEmpty())),
                reports.stream().filter(ReportEvidence::waitsForPeople).count(),
                reports.stream().mapToLong(ReportEvidence::payouts).sum(),
                rulings(reports).filter(Ruling::counted).count(),
                rulings(reports)
                        .filter(Ruling::counted)
                        .filter(it -> it.strength().equals(Way.DOOR.strength()))
                        .count(),
                counts(reports.stream()
                        .flatMap(it -> it.played().tried().entrySet().stream())
                        .filter(it -> !it.getKey().isHonest() && it.getValue() != Reception.MISSED)
                        .map(it -> it.getKey().breach().name())),
                counts(rulings(reports).filter(it -> !it.sealed()).map(Ruling::rule)));
    }

    private static Stream<Ruling> rulings(List<ReportEvidence> reports) {
        return reports.stream().flatMap(it -> it.rulings().stream());
    }

    private static Map<String, Long> counts(Stream<String> names) {
        return names.collect(groupingBy(name -> name, counting()));
    }
}
