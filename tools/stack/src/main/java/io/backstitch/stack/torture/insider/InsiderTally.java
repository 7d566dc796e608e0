package io.backstitch.stack.torture.insider;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.util.Arrays;
import java.util.List;

/**
 * What insiders tried, kind by kind, and what they got.
 *
 * @param lines of the kinds that were tried
 * @param victims runs of theirs that they tampered with
 * @param paid those of them that were approved as is right, and paid as approved
 * @param breaches what they have got, or nobody was told of; none should be
 */
public record InsiderTally(List<Line> lines, long victims, long paid, List<Breach> breaches) {

    /**
     * One kind.
     *
     * @param made attempts
     * @param refused at once, to the face of who tried
     * @param taken where it went in; what came of it is judged by what is on record
     * @param unanswered by parts that were dead, or stood still
     */
    public record Line(Kind kind, long made, long refused, long taken, long unanswered) {}

    public InsiderTally {
        lines = List.copyOf(lines);
        breaches = List.copyOf(breaches);
    }

    /** Of a torture without insiders. */
    public static InsiderTally none() {
        return new InsiderTally(List.of(), 0, 0, List.of());
    }

    static InsiderTally of(InsiderEvidence evidence) {
        return new InsiderTally(
                Arrays.stream(Kind.values())
                        .map(kind -> line(kind, evidence.tried()))
                        .filter(line -> line.made() > 0)
                        .toList(),
                evidence.victims().size(),
                evidence.victims().stream()
                        .filter(it ->
                                !it.victim().payee().isEmpty() && !it.payments().isEmpty())
                        .count(),
                InsiderOracle.judge(evidence));
    }

    private static Line line(Kind kind, List<Tried> tried) {
        List<Tried> made =
                tried.stream().filter(it -> it.kind() == kind && it.isMade()).toList();
        return new Line(
                kind,
                made.size(),
                count(made, Reception.REFUSED),
                count(made, Reception.TAKEN),
                count(made, Reception.LOST));
    }

    private static long count(List<Tried> made, Reception reception) {
        return made.stream().filter(it -> it.reception() == reception).count();
    }

    /** All attempts. */
    @JsonProperty
    public long attempts() {
        return lines.stream().mapToLong(Line::made).sum();
    }
}
