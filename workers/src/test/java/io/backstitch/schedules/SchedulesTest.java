package io.backstitch.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.PartsOnDatabase;
import io.backstitch.intake.EventTypes;
import io.backstitch.intake.Intake;
import io.backstitch.intake.IntakeWithoutEngine;
import io.backstitch.intake.StartRequest;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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
            return new StartRequest<>() {
                @Override
                public String process() {
                    return "report";
                }

                @Override
                public Class<Report> type() {
                    return Report.class;
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
        ScheduleSettings.Plan berlin = new ScheduleSettings.Plan(
                "report.requested", DAILY, "Europe/Berlin", ScheduleSettings.Missed.ALL, "{\"of\": \"sales\"}");
        look(berlin, Instant.parse("2026-10-24T00:00:00Z"));
        look(berlin, Instant.parse("2026-10-25T12:00:00Z"));

        assertThat(started()).containsExactly("2026-10-24T04:00:00Z", "2026-10-25T05:00:00Z");
    }

    @Test
    void aPlanThatIsNotWholeIsRefusedWithWhatToDo() {
        assertRefused("report.requested", "every day", "UTC", "{\"of\": \"sales\"}", "cron must be a cron expression");
        assertRefused("report.wanted", DAILY, "UTC", "{\"of\": \"sales\"}", "event must be one of report.requested");
        assertRefused("report.requested", DAILY, "Berlin", "{\"of\": \"sales\"}", "zone must be a time zone");
        assertRefused("report.requested", DAILY, "UTC", "of: sales", "request must be JSON");
    }

    private void assertRefused(String event, String cron, String zone, String request, String sentence) {
        ScheduleSettings.Plan plan =
                new ScheduleSettings.Plan(event, cron, zone, ScheduleSettings.Missed.LAST, request);
        assertThatThrownBy(() -> schedules(plan, SIX))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("backstitch.schedules.plans." + name + "." + sentence);
    }

    private void missThreeDays(ScheduleSettings.Missed missed) {
        look(plan(missed), SIX.minusSeconds(10));
        look(plan(missed), Instant.parse("2026-11-25T12:00:00Z"));
    }

    private static ScheduleSettings.Plan plan(ScheduleSettings.Missed missed) {
        return new ScheduleSettings.Plan("report.requested", DAILY, "UTC", missed, "{\"of\": \"sales\"}");
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
                application.getBean(JdbcClient.class),
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
