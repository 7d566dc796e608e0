package io.backstitch.stack.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.torture.Move.Breach;
import io.backstitch.stack.torture.Move.Way;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What chance makes up is worth trying: every amount, every way, every breach, and honest people who may do what they do. */
class ReportTest {
    private static final int MANY = 2_000;

    private final List<Report> reports = new Plan(7, "n").reports().limit(MANY).toList();

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        assertThat(new Plan(7, "n").reports().limit(MANY)).containsExactlyElementsOf(reports);
        assertThat(new Plan(8, "n").reports().limit(MANY)).isNotEqualTo(reports);
    }

    @Test
    void asksEveryLevelAtItsBorders() {
        assertThat(reports).extracting(Report::level).contains(Level.values());
        assertThat(reports).extracting(Report::amount).contains(50_000L, 50_001L, 500_000L, 500_001L);
    }

    @Test
    void breaksEveryRule() {
        Set<Breach> breaches = reports.stream()
                .flatMap(report -> report.moves().stream())
                .map(Move::breach)
                .collect(Collectors.toSet());

        assertThat(breaches).containsAll(Arrays.asList(Breach.values()));
    }

    @Test
    void letsHonestPeopleDoOnlyWhatTheyMay() {
        assertThat(reports)
                .allSatisfy(report -> assertThat(report.honest())
                        .allMatch(move -> report.level().mayDecide(move.who(), report.requester()))
                        .extracting(Move::who)
                        .doesNotHaveDuplicates());
    }

    @Test
    void breaksARuleWhereItSaysSo() {
        assertThat(reports)
                .allSatisfy(report -> assertThat(report.moves())
                        .filteredOn(move -> move.breach() == Breach.NOT_A_CANDIDATE)
                        .noneMatch(move -> report.level().mayDecide(move.who(), report.requester())))
                .allSatisfy(report -> assertThat(report.moves())
                        .filteredOn(move -> move.breach() == Breach.NO_ASSIGNEE)
                        .allMatch(move -> move.way() == Way.ENGINE));
    }

    @Test
    void tellsMovesByTheirReasons() {
        assertThat(reports)
                .allSatisfy(report -> assertThat(report.moves())
                        .filteredOn(move -> move.breach() != Breach.NO_REASON)
                        .extracting(Move::reason)
                        .doesNotHaveDuplicates()
                        .doesNotContain(""));
    }

    @Test
    void endsInEveryWay() {
        assertThat(reports).anyMatch(Report::isLeftToPeople).anyMatch(report -> !report.isLeftToPeople());
        assertThat(reports.stream().flatMap(report -> report.honest().stream()).map(Move::decision))
                .contains(Move.APPROVE, Move.REJECT, Move.RETURN);
    }
}
