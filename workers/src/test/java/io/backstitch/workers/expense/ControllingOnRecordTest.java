package io.backstitch.workers.expense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.backstitch.PartsOnDatabase;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What controllers set is in the audit, with who and what was before; what changes nothing is not. */
@NeedsStack(Part.POSTGRES)
class ControllingOnRecordTest {

    @EnableAutoConfiguration
    @ComponentScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @ConfigurationPropertiesScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @Import({Budgets.class, Periods.class})
    static class Controlling {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private final ConfigurableApplicationContext application;

    ControllingOnRecordTest(RunningStack stack) {
        application = PartsOnDatabase.forAllTests(stack, Controlling.class);
    }

    @Test
    void aBudgetThatIsSetIsOnRecordWithWhatItWas() {
        Budgets budgets = application.getBean(Budgets.class);

        budgets.grant("record-1", "EUR", 100, "controller");
        budgets.grant("record-1", "EUR", 100, "controller");
        budgets.grant("record-1", "EUR", 250, "controller");

        List<JsonNode> entries = entries("expense.budget-set", "record-1", 2);
        assertThat(entries)
                .extracting(
                        body -> body.path("before").toString(),
                        body -> body.path("granted").asLong())
                .containsExactly(tuple("null", 100L), tuple("100", 250L));
        assertThat(entries).allSatisfy(body -> {
            assertThat(body.path("currency").asString()).isEqualTo("EUR");
            assertThat(body.path("actor").path("hash").asString()).isNotEmpty();
        });
        assertThat(budgets.of("record-1").getFirst().granted()).isEqualTo(250);
    }

    @Test
    void aPeriodThatIsClosedAndOpenedIsOnRecord() {
        Periods periods = application.getBean(Periods.class);
        YearMonth month = YearMonth.of(2031, 7);

        periods.set(month, false, "controller");
        periods.set(month, true, "controller");
        periods.set(month, true, "controller");
        periods.set(month, false, "controller");

        assertThat(entries("expense.period-set", "2031-07", 2))
                .extracting(body -> body.path("closed").asBoolean())
                .containsExactly(true, false);
    }

    /** Bodies, when there are so many. */
    private List<JsonNode> entries(String kind, String about, int count) {
        return await().until(() -> entries(kind, about), found -> found.size() == count);
    }

    private List<JsonNode> entries(String kind, String about) {
        return application
                .getBean(JdbcClient.class)
                .sql("SELECT convert_from(canonical, 'UTF8') FROM audit_entry ORDER BY seq")
                .query(String.class)
                .list()
                .stream()
                .filter(entry -> entry.contains(kind) && entry.contains(about))
                .map(entry -> JsonMapper.shared().readTree(entry).path("body"))
                .toList();
    }
}
