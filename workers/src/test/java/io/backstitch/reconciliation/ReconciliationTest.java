package io.backstitch.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.PartsOnDatabase;
import io.backstitch.intake.Door;
import io.backstitch.intake.EventType;
import io.backstitch.intake.EventTypes;
import io.backstitch.intake.Intake;
import io.backstitch.intake.IntakeWithoutEngine;
import io.backstitch.intake.SubjectEvent;
import io.backstitch.job.AllPartnerFailures;
import io.backstitch.logs.CapturedLog;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a source says it has sent, and we have not got, is taken in; what we know is not taken twice; what differs is told once. */
@NeedsStack(Part.POSTGRES)
@ExtendWith(CapturedLog.Extension.class)
class ReconciliationTest {

    @EnableAutoConfiguration
    @Import(AllPartnerFailures.class)
    @ComponentScan
    @ConfigurationPropertiesScan
    static class Reconciling {}

    record Plan(@NotBlank String site, @Positive int version) {}

    private record Told(int version) {}

    /** Something that happens to a subject. */
    private record Planned(String name, Set<Door> doors) implements SubjectEvent<Plan> {
        @Override
        public String process() {
            return "plot";
        }

        @Override
        public Class<Plan> type() {
            return Plan.class;
        }

        @Override
        public String subject(Plan event) {
            return event.site();
        }

        @Override
        public boolean starts() {
            return true;
        }

        @Override
        public Told variables(Plan event, String requester) {
            return new Told(event.version());
        }
    }

    /** What the source has on record; two on a page. */
    private final class Planner implements AskedSource {
        private final List<Event> events = new ArrayList<>();
        private final List<Instant> asked = new ArrayList<>();
        private boolean away;

        @Override
        public String sender() {
            return sender;
        }

        @Override
        public Page events(Instant since, @Nullable String next) {
            asked.add(since);
            if (away && next != null) {
                throw new IllegalStateException("away");
            }
            List<Event> all =
                    events.stream().filter(event -> !event.at().isBefore(since)).toList();
            int from = next == null ? 0 : Integer.parseInt(next);
            int to = Math.min(from + 2, all.size());
            return new Page(all.subList(from, to), to < all.size() ? String.valueOf(to) : null);
        }
    }

    /** Stands still until it is moved. */
    private static final class MovedClock extends Clock {
        private Instant now = Instant.parse("2026-11-21T10:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final String sender = "hook/planner-" + UUID.randomUUID();
    private final String site = "site-" + UUID.randomUUID();
    private final Planner planner = new Planner();
    private final MovedClock clock = new MovedClock();
    private final ConfigurableApplicationContext application;

    ReconciliationTest(RunningStack stack) {
        application = PartsOnDatabase.start(
                stack,
                new SpringApplicationBuilder(Reconciling.class, IntakeWithoutEngine.class).initializers(context -> {
                    context.getBeanFactory().registerSingleton("planner", planner);
                    context.getBeanFactory()
                            .registerSingleton(
                                    "planned", new Planned("plot.planned", Set.of(Door.WEBHOOK, Door.RECONCILIATION)));
                    context.getBeanFactory().registerSingleton("sold", new Planned("plot.sold", Set.of(Door.WEBHOOK)));
                    context.getBeanFactory().registerSingleton("clock", clock);
                }),
                "--spring.datasource.hikari.maximum-pool-size=5");
    }

    @AfterEach
    void close() {
        sql("DELETE FROM saga WHERE id IN (SELECT process || '/' || id FROM run WHERE source = ?)")
                .update();
        sql("DELETE FROM run_event WHERE source = ?").update();
        sql("DELETE FROM run WHERE source = ?").update();
        sql("DELETE FROM asked_source WHERE source = ?").update();
        application.close();
    }

    @Test
    void whatAWebhookMissedIsTakenInOnceAndInOrder(CapturedLog log) {
        happens("1", 1);
        send("1", 1);
        happens("2", 2);
        happens("3", 3);
        minutesPass(2);

        look();
        look();

        assertThat(following()).containsExactly(2, 3);
        assertThat(counted("missed")).isEqualTo(2);
        assertThat(counted("known")).isEqualTo(1 + 3);
        assertThat(log.getAll()).contains("An event of " + sender + " had not reached us, and is taken in now: 2");
    }

    @Test
    void aWebhookThatComesAfterAllIsKnown() {
        happens("1", 1);
        minutesPass(2);
        look();

        send("1", 1);

        assertThat(following()).isEmpty();
        assertThat(counted("missed")).isOne();
    }

    @Test
    void whatWeBelieveOtherwiseIsToldOnceAndNotChanged(CapturedLog log) {
        send("1", 1);
        happens("1", 7);
        happens("2", -1);
        minutesPass(2);

        look();
        look();

        assertThat(counted("conflict")).isOne();
        assertThat(counted("malformed")).isOne();
        assertThat(log.getAll()).containsOnlyOnce("says something else of event 1");
        assertThat(following()).isEmpty();
    }

    @Test
    void whatMayStillBeUnderWayIsLeftForTheNextLook() {
        happens("1", 1);
        look();
        assertThat(counted("missed")).isZero();

        minutesPass(2);
        look();

        assertThat(counted("missed")).isOne();
    }

    @Test
    void aLookThatBreaksOffIsRepeatedFromWhereItBegan() {
        happens("1", 1);
        happens("2", 2);
        happens("3", 3);
        minutesPass(2);
        planner.away = true;
        look();
        assertThat(counted("missed")).isEqualTo(2);
        assertThat(counted("failed")).isOne();

        planner.away = false;
        minutesPass(120);
        look();

        assertThat(counted("missed")).isEqualTo(3);
        assertThat(planner.asked).startsWith(Instant.parse("2026-11-20T09:02:00Z"));
        assertThat(planner.asked.get(2)).isEqualTo(planner.asked.getFirst());
    }

    @Test
    void oneInstanceAsksAtATime() {
        assertThat(application.getBean(Looks.class).begin(sender)).isPresent();

        look();
        assertThat(planner.asked).isEmpty();
        minutesPass(6);
        look();

        assertThat(planner.asked).hasSize(1);
    }

    @Test
    void whatDoesNotDeclareThatItIsAskedForIsLeftOut() {
        planner.events.add(new AskedSource.Event("1", "plot.sold", clock.instant(), plan(1)));
        happens("2", 2);
        minutesPass(2);

        look();

        assertThat(counted("malformed")).isOne();
        assertThat(counted("missed")).isOne();
    }

    private void happens(String id, int version) {
        planner.events.add(new AskedSource.Event(id, "plot.planned", clock.instant(), plan(version)));
    }

    /** As its webhook brings it. */
    private void send(String id, int version) {
        EventTypes types = application.getBean(EventTypes.class);
        EventType<?> type = types.find("plot.planned").orElseThrow();
        assertThat(application
                        .getBean(Intake.class)
                        .accept(types.trigger(type, Door.WEBHOOK, plan(version), sender, id)))
                .isNotNull();
    }

    private JsonNode plan(int version) {
        return JsonMapper.shared().readTree("{\"site\": \"%s\", \"version\": %d}".formatted(site, version));
    }

    private void minutesPass(int minutes) {
        clock.now = clock.now.plus(Duration.ofMinutes(minutes));
    }

    private void look() {
        application.getBean(Reconciliation.class).look();
    }

    private List<Integer> following() {
        return sql("SELECT (variables->>'version')::int FROM run_event WHERE source = ? ORDER BY seq")
                .query((row, number) -> row.getInt(1))
                .list();
    }

    private double counted(String outcome) {
        return application
                .getBean(MeterRegistry.class)
                .counter("backstitch.reconciliation", "source", sender, "outcome", outcome)
                .count();
    }

    private JdbcClient.StatementSpec sql(String sql) {
        return application.getBean(JdbcClient.class).sql(sql).param(sender);
    }
}
