package io.backstitch.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.schedules.LocalTimes.Planned;
import io.backstitch.schedules.ScheduleSettings.Gap;
import io.backstitch.schedules.ScheduleSettings.Twice;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens to planned times where the clock on the wall is put forward or back, at any of the changes that the IANA database has. */
class LocalTimesTest {

    private static final Instant MAN_ON_THE_MOON = Instant.parse("1969-07-20T00:00:00Z");
    private static final Instant AHEAD = Instant.parse("2077-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // Forward: 02:00 is 03:00 in Berlin, 00:00 is 01:00 in Cairo; a whole day is left out in Apia.
        "0 30 2 * * *,  Europe/Berlin, SHIFT, FIRST,  2027-03-28T00:00:00Z, 2027-03-28T12:00:00Z, 2027-03-28T01:30:00Z",
        "0 30 2 * * *,  Europe/Berlin, SKIP,  FIRST,  2027-03-28T00:00:00Z, 2027-03-28T12:00:00Z, -2027-03-28T01:30:00Z",
        "0 0 0 * * *,   Africa/Cairo,  SHIFT, FIRST,  2024-04-25T12:00:00Z, 2024-04-26T12:00:00Z, 2024-04-25T22:00:00Z",
        "0 0 12 * * *,  Pacific/Apia,  SHIFT, FIRST,  2011-12-29T23:00:00Z, 2011-12-30T23:00:00Z, 2011-12-30T22:00:00Z",
        // Back: half past two comes twice.
        "0 30 2 * * *,  Europe/Berlin, SHIFT, FIRST,  2026-10-24T22:00:00Z, 2026-10-25T12:00:00Z, 2026-10-25T00:30:00Z",
        "0 30 2 * * *,  Europe/Berlin, SHIFT, SECOND, 2026-10-24T22:00:00Z, 2026-10-25T12:00:00Z, 2026-10-25T01:30:00Z",
        "0 30 2 * * *,  Europe/Berlin, SHIFT, BOTH,   2026-10-24T22:00:00Z, 2026-10-25T12:00:00Z, 2026-10-25T00:30:00Z 2026-10-25T01:30:00Z",
        // All day long: each hour that passes, once, without being told.
        "0 0 * * * *,   Europe/Berlin, SHIFT, ,       2026-10-24T23:30:00Z, 2026-10-25T02:00:00Z, 2026-10-25T00:00:00Z 2026-10-25T01:00:00Z 2026-10-25T02:00:00Z",
        "0 0 * * * *,   Europe/Berlin, SHIFT, ,       2027-03-27T23:30:00Z, 2027-03-28T02:00:00Z, 2027-03-28T00:00:00Z 2027-03-28T01:00:00Z 2027-03-28T02:00:00Z",
        "0 0 * * * *,   Europe/Berlin, SKIP,  ,       2027-03-27T23:30:00Z, 2027-03-28T01:00:00Z, 2027-03-28T00:00:00Z 2027-03-28T01:00:00Z",
        // Half an hour, in Lord Howe.
        "0 15 2 * * *,  Australia/Lord_Howe, SHIFT, FIRST, 2026-10-03T12:00:00Z, 2026-10-04T12:00:00Z, 2026-10-03T15:45:00Z",
    })
    void areOneMomentEach(
            String cron, String zone, Gap gap, @Nullable Twice twice, Instant after, Instant upTo, String expected) {
        assertThat(LocalTimes.of(cron, zone, gap, twice).between(after, upTo).stream()
                        .map(planned -> (planned.comes() ? "" : "-") + planned.at()))
                .containsExactly(expected.split(" "));
    }

    @Test
    void aPlanThatComesRarelyIsFoundInAnInstant() {
        LocalTimes leap = LocalTimes.of("0 0 0 29 2 *", "Europe/Berlin", Gap.SHIFT, null);

        assertThat(leap.comesAfter(AHEAD)).isTrue();
        assertThat(leap.between(MAN_ON_THE_MOON, AHEAD)).hasSize(27);
        assertThat(leap.between(Instant.parse("2076-03-01T00:00:00Z"), AHEAD)).isEmpty();
    }

    @Test
    void ofAPlanThatNobodyMeansTheOldestComeFirst() {
        List<Planned> planned = LocalTimes.of("* * * * * *", "Europe/Berlin", Gap.SHIFT, null)
                .between(Instant.parse("2026-10-25T00:00:00Z"), Instant.parse("2026-10-26T00:00:00Z"));

        assertThat(planned).hasSize(LocalTimes.MOST);
        assertThat(planned.getLast().at())
                .isEqualTo(Instant.parse("2026-10-25T00:00:00Z").plusSeconds(LocalTimes.MOST));
    }

    @Test
    void areReadAsTheyWereWritten() {
        LocalTimes times = LocalTimes.of("0 30 2 * * MON", "Europe/Berlin", Gap.SKIP, Twice.SECOND);

        assertThat(LocalTimes.read(times.written())).isEqualTo(times);
    }

    /** Against a second, slower account of what each plan means; and it never matters when somebody looks. */
    @Test
    void areNeverLostAndNeverDoubledAtAnyChangeOfAnyClock() {
        long seed = Long.getLong("backstitch.seed", new Random().nextLong());
        System.out.println("backstitch.seed=" + seed);
        Random random = new Random(seed);
        List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
        for (int round = 0; round < 3000; round++) {
            ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            List<ZoneOffsetTransition> changes = changes(zone);
            Instant change = changes.isEmpty()
                    ? AHEAD
                    : changes.get(random.nextInt(changes.size())).getInstant();
            checkAt(change, zone, random, seed);
        }
    }

    private static List<ZoneOffsetTransition> changes(ZoneId zone) {
        return Stream.iterate(
                        zone.getRules().nextTransition(Instant.parse("1800-01-01T00:00:00Z")),
                        it -> it != null && it.getInstant().isBefore(AHEAD),
                        it -> zone.getRules().nextTransition(it.getInstant()))
                .toList();
    }

    private static void checkAt(Instant change, ZoneId zone, Random random, long seed) {
        LocalDateTime near = change.atZone(zone).toLocalDateTime().plusMinutes(random.nextInt(241) - 120L);
        LocalTime daily = near.toLocalTime().withNano(0);
        String cron = "%d %d %d * * *".formatted(daily.getSecond(), daily.getMinute(), daily.getHour());
        Gap gap = List.of(Gap.values()).get(random.nextInt(2));
        Twice twice = List.of(Twice.values()).get(random.nextInt(3));
        LocalTimes times = LocalTimes.of(cron, zone.getId(), gap, twice);
        Instant after = change.minusSeconds(random.nextInt(200_000));
        Instant upTo = change.plusSeconds(random.nextInt(200_000));
        Instant look =
                after.plusSeconds(random.nextLong(Duration.between(after, upTo).toSeconds() + 1));
        String which = "%s of %s, %s, %s, from %s to %s, seed %d".formatted(cron, zone, gap, twice, after, upTo, seed);

        List<Planned> planned = times.between(after, upTo);
        assertThat(comes(planned)).as(which).isEqualTo(expected(daily, zone, gap, twice, after, upTo));
        List<Planned> inTwoLooks = new ArrayList<>(times.between(after, look));
        inTwoLooks.addAll(times.between(look, upTo));
        assertThat(inTwoLooks).as(which + ", with a look at " + look).isEqualTo(planned);
    }

    private static List<Instant> comes(List<Planned> planned) {
        return planned.stream().filter(Planned::comes).map(Planned::at).toList();
    }

    /** Day by day as the calendar hangs on the wall; a moment's offset is asked of the moment, not of the time. */
    private static List<Instant> expected(
            LocalTime daily, ZoneId zone, Gap gap, Twice twice, Instant after, Instant upTo) {
        TreeSet<Instant> moments = new TreeSet<>();
        LocalDate first = LocalDate.ofInstant(after, ZoneOffset.UTC).minusDays(4);
        LocalDate last = LocalDate.ofInstant(upTo, ZoneOffset.UTC).plusDays(4);
        first.datesUntil(last).forEach(day -> moments.addAll(of(day.atTime(daily), zone, gap, twice)));
        return moments.stream()
                .filter(moment -> moment.isAfter(after) && !moment.isAfter(upTo))
                .toList();
    }

    private static List<Instant> of(LocalDateTime time, ZoneId zone, Gap gap, Twice twice) {
        Instant about = time.toInstant(ZoneOffset.UTC);
        List<Instant> shown = IntStream.rangeClosed(-48, 48)
                .mapToObj(hours -> zone.getRules().getOffset(about.plus(Duration.ofHours(hours))))
                .distinct()
                .map(time::toInstant)
                .filter(moment -> moment.atZone(zone).toLocalDateTime().equals(time))
                .distinct()
                .sorted()
                .toList();
        return switch (shown.size()) {
            case 0 -> gap == Gap.SKIP ? List.of() : List.of(time.atZone(zone).toInstant());
            case 1 -> shown;
            default -> twice == Twice.BOTH ? shown : List.of(twice == Twice.FIRST ? shown.getFirst() : shown.getLast());
        };
    }
}
