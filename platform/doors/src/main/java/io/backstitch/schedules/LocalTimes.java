package io.backstitch.schedules;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/**
 * When a plan comes: times on the clock on the wall of a place. Each of them is one moment, also where that clock is put forward or back:
 *
 * <ol>
 *   <li>The times are counted on the wall, where each comes once.
 *   <li>One that the clock jumps over is left out, or comes as much later as the clock jumps, as the plan says.
 *   <li>One that the clock shows twice has its turn the first time, the second time, or both times, as the plan says.
 *   <li>Two times that fall on one moment are one.
 * </ol>
 *
 * <p>What lies between two moments does not hang on how often somebody asks.
 */
record LocalTimes(String cron, ZoneId zone, ScheduleSettings.Gap gap, ScheduleSettings.Twice twice) {

    /** More than that between two looks are a plan that nobody means. */
    static final int MOST = 10_000;

    private static final Duration WINDOW = Duration.ofDays(1);
    /** No clock was ever put by more. */
    private static final Duration FARTHEST = Duration.ofDays(2);

    private static final int HOURS = 2;

    /**
     * A planned time.
     *
     * @param comes false when the clock jumps over it and the plan leaves it out
     */
    record Planned(Instant at, boolean comes) {}

    /**
     * As a setting says it.
     *
     * @param twice null: a plan that names hours comes the first time; one that comes all day long goes on, also through the second time
     * @throws IllegalArgumentException with what is wrong
     */
    static LocalTimes of(String cron, String zone, ScheduleSettings.Gap gap, ScheduleSettings.@Nullable Twice twice) {
        String[] fields = cron.strip().split("\\s+");
        if (!cron.strip().startsWith("@") && fields.length == 7) {
            throw new IllegalArgumentException("cron has seven fields, but no plan has a year: give six");
        }
        if (!CronExpression.isValidExpression(cron)) {
            throw new IllegalArgumentException(
                    "cron must be a cron expression of six fields, such as 0 0 6 * * MON-FRI");
        }
        try {
            return new LocalTimes(
                    cron,
                    ZoneId.of(zone),
                    gap,
                    twice != null
                            ? twice
                            : allDayLong(fields) ? ScheduleSettings.Twice.BOTH : ScheduleSettings.Twice.FIRST);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("zone must be a time zone such as Europe/Berlin", e);
        }
    }

    private static boolean allDayLong(String... fields) {
        return fields[0].equals("@hourly") || (fields.length > HOURS && fields[HOURS].startsWith("*"));
    }

    /** What {@link #read} understands. */
    String written() {
        return String.join("|", cron, zone.getId(), gap.name(), twice.name());
    }

    static LocalTimes read(String written) {
        String[] parts = written.split("\\|", -1);
        return new LocalTimes(
                parts[0],
                ZoneId.of(parts[1]),
                ScheduleSettings.Gap.valueOf(parts[2]),
                ScheduleSettings.Twice.valueOf(parts[3]));
    }

    /** Whether it comes at all. */
    boolean comesAfter(Instant now) {
        return CronExpression.parse(cron).next(now.atZone(zone).toLocalDateTime()) != null;
    }

    /** The times after the one and up to the other, oldest first; {@link #MOST} at most, and then the oldest. */
    List<Planned> between(Instant after, Instant upTo) {
        List<Planned> planned = new ArrayList<>();
        Instant start = after;
        while (start.isBefore(upTo) && planned.size() < MOST) {
            Instant end = earlier(start.plus(WINDOW), upTo);
            planned.addAll(window(start, end));
            start = planned.isEmpty() ? later(end, nothingBefore(start)) : end;
        }
        return planned.size() <= MOST ? planned : planned.subList(0, MOST);
    }

    /** Nothing comes before that: a rare plan is not asked about each day. */
    private Instant nothingBefore(Instant start) {
        @Nullable
        LocalDateTime next = CronExpression.parse(cron).next(local(start).minus(FARTHEST));
        return next == null ? Instant.MAX : next.toInstant(ZoneOffset.UTC).minus(FARTHEST);
    }

    private List<Planned> window(Instant after, Instant upTo) {
        Duration margin = jump(after, upTo);
        LocalDateTime last = local(upTo).plus(margin);
        CronExpression expression = CronExpression.parse(cron);
        TreeMap<Instant, Boolean> moments = new TreeMap<>();
        @Nullable
        LocalDateTime next = expression.next(local(after).minus(margin).minus(1, ChronoUnit.SECONDS));
        while (next != null && !next.isAfter(last)) {
            moments(next).forEach((moment, comes) -> moments.merge(moment, comes, Boolean::logicalOr));
            next = expression.next(next);
        }
        return moments.subMap(after, false, upTo, true).entrySet().stream()
                .map(entry -> new Planned(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** How far the clock is put nearby: so far a time on the wall may be from where it is looked for. */
    private Duration jump(Instant after, Instant upTo) {
        Duration farthest = Duration.ZERO;
        Instant until = upTo.plus(FARTHEST);
        ZoneRules rules = zone.getRules();
        @Nullable ZoneOffsetTransition next = rules.nextTransition(after.minus(FARTHEST));
        while (next != null && next.getInstant().isBefore(until)) {
            Duration jump = next.getDuration().abs();
            farthest = farthest.compareTo(jump) < 0 ? jump : farthest;
            next = rules.nextTransition(next.getInstant());
        }
        return farthest;
    }

    /** The moments at which the clock shows it, and whether it comes then. */
    private Map<Instant, Boolean> moments(LocalDateTime time) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        if (offsets.isEmpty()) {
            ZoneOffset before = zone.getRules().getTransition(time).getOffsetBefore();
            return Map.of(time.toInstant(before), gap == ScheduleSettings.Gap.SHIFT);
        }
        Instant first = time.toInstant(offsets.getFirst());
        Instant second = time.toInstant(offsets.getLast());
        return switch (twice) {
            case FIRST -> Map.of(first, true);
            case SECOND -> Map.of(second, true);
            case BOTH -> first.equals(second) ? Map.of(first, true) : Map.of(first, true, second, true);
        };
    }

    private LocalDateTime local(Instant moment) {
        return moment.atZone(zone).toLocalDateTime();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
