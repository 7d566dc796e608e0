package io.backstitch.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.PartsOnDatabase;
import io.backstitch.intake.Door;
import io.backstitch.intake.EventTypes;
import io.backstitch.intake.Intake;
import io.backstitch.intake.IntakeWithoutEngine;
import io.backstitch.intake.StartRequest;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Each planned time starts one run, whoever is there; one at which nobody was there is on record. */
@NeedsStack(Part.POSTGRES)
class SchedulesTest {

    private static final Instant SIX = Instant.parse("2026-11-23T06:00:00Z"); // a Monday
    private static final String DAILY = "0 0 6 * * *";
    private static final String HALF_PAST_TWO = "0 30 2 * * *";

    /** What is started. */
    record Report(String of) {}

    @EnableAutoConfiguration
    static class Parts {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        StartRequest<Report> reports() {
            return start("report", Door.SCHEDULE);
        }

        @Bean
        StartRequest<Report> letters() {
            return start("letter", Door.API);
        }

        private static StartRequest<Report> start(String process, Door door) {
            return new StartRequest<>() {
                @Override
                public String process() {
                    return process;
                }

                @Override
                public Class<Report> type() {
                    return Report.class;
                }

                @Override
                public Set<Door> doors() {
                    return Set.of(door);
                }

                @Override
                public Record variables(Report request, String requester) {
                    return request;
                }
            };
        }
    }

    private final String name = "plan" + UUID.randomUUID().toString().replace("-", "");
    private final ConfigurableApplicationContext application;

    SchedulesTest(RunningStack stack) {
        application = PartsOnDatabase.start(stack, Parts.class, IntakeWithoutEngine.class);
    }

    /** Takes away what waits: the next test would find it. */
    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void startsEachTimeOnceWhichEverInstanceLooks() throws ExecutionException, InterruptedException {
        look(plan(ScheduleSettings.Missed.LAST), SIX.minusSeconds(10));
        try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> looks = IntStream.range(0, 8)
                    .mapToObj(
                            it -> instances.submit(() -> look(plan(ScheduleSettings.Missed.LAST), SIX.plusSeconds(1))))
                    .toList();
            for (Future<?> look : looks) {
                look.get();
            }
        }
        look(plan(ScheduleSettings.Missed.LAST), SIX.plusSeconds(1));
        look(plan(ScheduleSettings.Missed.LAST), SIX.plusSeconds(30));

        assertThat(started()).containsExactly(SIX.toString());
        assertThat(misfires()).isEmpty();
    }

    @Test
    void aPlanThatIsNewBeginsNow() {
        look(plan(ScheduleSettings.Missed.ALL), SIX.plusSeconds(5));

        assertThat(started()).isEmpty();
        assertThat(misfires()).isEmpty();
    }

    @Test
    void whatWasMissedIsOnRecordAndMadeUpForAsThePlanSays() {
        missThreeDays(ScheduleSettings.Missed.LAST);

        assertThat(started()).containsExactly("2026-11-25T06:00:00Z");
        assertThat(misfires())
                .containsExactly(
                        "2026-11-23T06:00:00Z false", "2026-11-24T06:00:00Z false", "2026-11-25T06:00:00Z true");
    }

    @Test
    void eachOneCanBeMadeUpFor() {
        missThreeDays(ScheduleSettings.Missed.ALL);

        assertThat(started()).containsExactly("2026-11-23T06:00:00Z", "2026-11-24T06:00:00Z", "2026-11-25T06:00:00Z");
    }

    @Test
    void orNone() {
        missThreeDays(ScheduleSettings.Missed.SKIP);

        assertThat(started()).isEmpty();
        assertThat(misfires()).hasSize(3).allMatch(misfire -> misfire.endsWith("false"));
        look(plan(ScheduleSettings.Missed.SKIP), Instant.parse("2026-11-26T06:00:10Z"));
        assertThat(started()).containsExactly("2026-11-26T06:00:00Z");
    }

    /** The clock on the wall: six in Berlin is five in summer and four in winter by UTC's. */
    @Test
    void followsTheClockOnTheWallOfItsZone() {
        ScheduleSettings.Plan berlin = berlin(DAILY, ScheduleSettings.Gap.SHIFT);
        look(berlin, Instant.parse("2026-10-24T00:00:00Z"));
        look(berlin, Instant.parse("2026-10-25T12:00:00Z"));

        assertThat(started()).containsExactly("2026-10-24T04:00:00Z", "2026-10-25T05:00:00Z");
    }

    @Test
    void aTimeThatTheClockJumpsOverComesLaterOrIsLeftOutOnRecord() {
        look(berlin(HALF_PAST_TWO, ScheduleSettings.Gap.SKIP), Instant.parse("2027-03-28T00:00:00Z"));
        look(berlin(HALF_PAST_TWO, ScheduleSettings.Gap.SKIP), Instant.parse("2027-03-28T01:30:01Z"));
        look(berlin(HALF_PAST_TWO, ScheduleSettings.Gap.SKIP), Instant.parse("2027-03-28T01:31:00Z"));
        assertThat(started()).isEmpty();
        assertThat(misfires()).containsExactly("2027-03-28T01:30:00Z false");

        look(berlin(HALF_PAST_TWO, ScheduleSettings.Gap.SHIFT), Instant.parse("2028-03-26T00:00:00Z"));
        look(berlin(HALF_PAST_TWO, ScheduleSettings.Gap.SHIFT), Instant.parse("2028-03-26T01:30:01Z"));
        assertThat(started()).containsExactly("2028-03-26T01:30:00Z");
    }

    @Test
    void aTimeThatTheClockShowsTwiceStartsOneRun() {
        look(berlin(HALF_PAST_TWO, ScheduleSettings.Gap.SHIFT), Instant.parse("2026-10-24T22:00:00Z"));
        look(berlin(HALF_PAST_TWO, ScheduleSettings.Gap.SHIFT), Instant.parse("2026-10-25T00:30:01Z"));
        look(berlin(HALF_PAST_TWO, ScheduleSettings.Gap.SHIFT), Instant.parse("2026-10-25T01:30:01Z"));
        look(berlin(HALF_PAST_TWO, ScheduleSettings.Gap.SHIFT), Instant.parse("2026-10-25T12:00:00Z"));

        assertThat(started()).containsExactly("2026-10-25T00:30:00Z");
        assertThat(misfires()).isEmpty();
    }

    /** Six o'clock was planned and missed; five o'clock was never planned for the days before. */
    @Test
    void anEditedPlanMakesUpForNothingThatItNeverHadAndTheOldOnesMissesAreOnRecord() {
        look(plan(ScheduleSettings.Missed.ALL), SIX.minusSeconds(10));
        Instant edited = Instant.parse("2026-11-25T12:00:00Z");
        look(every("0 0 5 * * *"), edited);
        look(every("0 0 5 * * *"), edited.plus(Duration.ofMinutes(6)));
        look(every("0 0 5 * * *"), edited.plus(Duration.ofMinutes(7)));

        assertThat(started()).isEmpty();
        assertThat(misfires())
                .containsExactly(
                        "2026-11-23T06:00:00Z false", "2026-11-24T06:00:00Z false", "2026-11-25T06:00:00Z false");
        look(every("0 0 5 * * *"), Instant.parse("2026-11-26T05:00:01Z"));
        assertThat(started()).containsExactly("2026-11-26T05:00:00Z");
    }

    @Test
    void aPlanThatIsTakenBackBeginsAnew() {
        look(plan(ScheduleSettings.Missed.ALL), SIX.plusSeconds(10));
        look(every("0 0 5 * * *"), SIX.plus(Duration.ofMinutes(1)));
        look(every("0 0 5 * * *"), SIX.plus(Duration.ofMinutes(10)));
        look(plan(ScheduleSettings.Missed.ALL), Instant.parse("2026-12-23T12:00:00Z"));

        assertThat(started()).isEmpty();
        assertThat(misfires()).isEmpty();
    }

    /** Instances of both have their turns: what both have planned starts once. */
    @Test
    void whileAnEditedPlanIsRolledOutNeitherLosesATime() {
        Instant before = SIX.minusSeconds(30);
        look(plan(ScheduleSettings.Missed.ALL), before);
        look(every("0 0 6,7 * * *"), before);
        look(plan(ScheduleSettings.Missed.ALL), SIX.plusSeconds(1));
        look(every("0 0 6,7 * * *"), SIX.plusSeconds(1));
        look(every("0 0 6,7 * * *"), SIX.plusSeconds(3601));

        assertThat(started()).containsExactly("2026-11-23T06:00:00Z", "2026-11-23T07:00:00Z");
        assertThat(misfires()).isEmpty();
    }

    @Test
    void aPlanOfTheVersionBeforeGoesOnWhereItWas() {
        sql("INSERT INTO schedule (name, until) VALUES (?, ?)")
                .params(name, Timestamp.from(SIX.minusSeconds(10)))
                .update();

        look(plan(ScheduleSettings.Missed.LAST), SIX.plusSeconds(5));

        assertThat(started()).containsExactly(SIX.toString());
    }

    @Test
    void aPlanThatNeverComesRefusesTheStart() {
        String request = "{\"of\": \"sales\"}";
        assertRefused("report.requested", "0 0 6 31 2 *", "UTC", request, "cron 0 0 6 31 2 * never comes");
        assertRefused("report.requested", "0 0 6 1 1 * 2020", "UTC", request, "cron has seven fields");
    }

    @Test
    void aPlanThatIsNotWholeIsRefusedWithWhatToDo() {
        assertRefused("report.requested", "every day", "UTC", "{\"of\": \"sales\"}", "cron must be a cron expression");
        assertRefused(
                "report.wanted",
                DAILY,
                "UTC",
                "{\"of\": \"sales\"}",
                "event is \"report.wanted\": one of report.requested");
        assertRefused("report.requested", DAILY, "Berlin", "{\"of\": \"sales\"}", "zone must be a time zone");
        assertRefused("report.requested", DAILY, "UTC", "of: sales", "request must be JSON");
    }

    @Test
    void anEventThatDoesNotDeclareThatItComesInByPlansIsRefused() {
        assertRefused(
                "letter.requested",
                DAILY,
                "UTC",
                "{\"of\": \"sales\"}",
                "event is \"letter.requested\", whose doors are [API] and not SCHEDULE: one of report.requested");
    }

    private void assertRefused(String event, String cron, String zone, String request, String sentence) {
        ScheduleSettings.Plan plan = new ScheduleSettings.Plan(
                event, cron, zone, ScheduleSettings.Missed.LAST, ScheduleSettings.Gap.SHIFT, null, request);
        assertThatThrownBy(() -> schedules(plan, SIX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("backstitch.schedules.plans." + name + "." + sentence);
    }

    private void missThreeDays(ScheduleSettings.Missed missed) {
        look(plan(missed), SIX.minusSeconds(10));
        look(plan(missed), Instant.parse("2026-11-25T12:00:00Z"));
    }

    private static ScheduleSettings.Plan plan(ScheduleSettings.Missed missed) {
        return plan(DAILY, "UTC", missed, ScheduleSettings.Gap.SHIFT);
    }

    private static ScheduleSettings.Plan every(String cron) {
        return plan(cron, "UTC", ScheduleSettings.Missed.ALL, ScheduleSettings.Gap.SHIFT);
    }

    private static ScheduleSettings.Plan berlin(String cron, ScheduleSettings.Gap gap) {
        return plan(cron, "Europe/Berlin", ScheduleSettings.Missed.ALL, gap);
    }

    private static ScheduleSettings.Plan plan(
            String cron, String zone, ScheduleSettings.Missed missed, ScheduleSettings.Gap gap) {
        return new ScheduleSettings.Plan("report.requested", cron, zone, missed, gap, null, "{\"of\": \"sales\"}");
    }

    /** As one instance does at that moment. */
    private void look(ScheduleSettings.Plan plan, Instant now) {
        schedules(plan, now).startWhatIsDue();
    }

    private Schedules schedules(ScheduleSettings.Plan plan, Instant now) {
        return new Schedules(
                new ScheduleSettings(Duration.ofMinutes(1), Map.of(name, plan)),
                application.getBean(EventTypes.class),
                application.getBean(Intake.class),
                new PlannedTimes(application.getBean(JdbcClient.class)),
                application.getBean(TransactionTemplate.class),
                application.getBean(JsonMapper.class),
                new SimpleMeterRegistry(),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    /** The planned times for which there is a run. */
    private List<String> started() {
        return sql("SELECT idempotency_key FROM run WHERE source = ? ORDER BY idempotency_key")
                .param("schedule/" + name)
                .query((row, number) -> row.getString("idempotency_key"))
                .list();
    }

    private List<String> misfires() {
        return sql("SELECT planned_at, made_up FROM schedule_misfire WHERE schedule = ? ORDER BY planned_at")
                .param(name)
                .query((row, number) -> row.getTimestamp("planned_at").toInstant() + " " + row.getBoolean("made_up"))
                .list();
    }

    private JdbcClient.StatementSpec sql(String statement) {
        return application.getBean(JdbcClient.class).sql(statement);
    }
}
