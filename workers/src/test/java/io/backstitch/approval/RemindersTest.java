package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.PartsOnDatabase;
import io.backstitch.directory.Person;
import io.backstitch.engine.InMemoryDirectory;
import io.backstitch.logs.CapturedLog;
import io.backstitch.mail.Mails;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.Mail;
import io.backstitch.stack.sandbox.Sandbox;
import io.backstitch.stack.sandbox.SandboxSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An account whose address does not work is told of, once, and keeps no reminder from anybody else. */
@NeedsStack(Part.POSTGRES)
@ExtendWith(CapturedLog.Extension.class)
class RemindersTest {

    private static final String GROUP = "reminded";

    @EnableAutoConfiguration
    @ComponentScan(basePackageClasses = {DomainEvents.class, Mails.class})
    @ConfigurationPropertiesScan(basePackageClasses = {DomainEvents.class, Mails.class})
    @Import({
        Approvals.class,
        ApprovalTasks.class,
        Delegations.class,
        InMemoryDirectory.class,
        ReminderMails.class,
        ReminderSender.class,
        UnmailedPeople.class
    })
    static class Parts {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private final Sandbox sandbox;
    private final ConfigurableApplicationContext application;

    RemindersTest(RunningStack stack, @TempDir Path folder) {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder));
        application = PartsOnDatabase.start(
                stack,
                new SpringApplicationBuilder(Parts.class),
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + sandbox.smtpPort());
        JdbcClient jdbc = application.getBean(JdbcClient.class);
        jdbc.sql("DELETE FROM event_publication WHERE event_type LIKE '%Reminder%'")
                .update();
        if (application.getBean(Approvals.class).find(1).isEmpty()) {
            new ApprovalsOnDatabase(jdbc).open(1, 1, "'{reminded}'", "'{}'", "'{}'");
        }
        people("ann", "ann@demo.invalid");
        people("zoe", "zoe@demo.invalid");
    }

    @AfterEach
    void close() {
        application.close();
        sandbox.close();
    }

    @Test
    void whoCannotBeMailedIsToldOnceAndTheOthersAreReminded(CapturedLog log) {
        people("missing", null);
        people("blank", " ");
        people("wrong", "wrong@localhost");
        people("foreign", "foreign@bücher.example");
        people("refused", "refused@demo.invalid");
        sandbox.client().faultMail(Fault.status(550).matching("refused@"));

        remind("first");
        await().until(() -> skipped("missing") == 2 && skipped("wrong") == 2 && skipped("refused") == 1);
        remind("second");
        await().until(() -> skipped("missing") == 4 && skipped("wrong") == 4 && skipped("refused") == 2);

        await().until(() -> sandbox.client().mails().size() == 4);
        assertThat(sandbox.client().mails())
                .flatExtracting(Mail::to)
                .containsExactlyInAnyOrder(
                        "ann@demo.invalid", "zoe@demo.invalid", "ann@demo.invalid", "zoe@demo.invalid");
        assertThat(log.getAll().lines().filter(line -> line.contains("gets no reminders")))
                .hasSize(5)
                .allMatch(line -> line.startsWith("ERROR"))
                .noneMatch(line -> line.contains("@"));
        await().until(() -> waiting() == 0);
    }

    @Test
    void whoseAddressIsCorrectedIsRemindedAgainAndToldOfWhenItGoesWrongAgain(CapturedLog log) {
        people("again", "again@localhost");
        remind("first");
        await().until(() -> skipped("wrong") == 1);
        people("again", "again@demo.invalid");
        remind("second");
        await().until(() -> sandbox.client().mailsTo("again@demo.invalid").size() == 1);
        await().until(() -> waiting() == 0);
        people("again", "again@localhost");
        remind("third");
        await().until(() -> skipped("wrong") == 2);

        assertThat(log.getAll().lines().filter(line -> line.contains("id-again has an e-mail address that is none")))
                .hasSize(2);
    }

    @Test
    void whatTheServerTakesLaterWaitsForItAloneAndNobodyElseIsMailedAgain() {
        sandbox.client().faultMail(Fault.status(451).matching("ann@"));

        remind("first");

        await().until(() -> sandbox.client().mailsTo("zoe@demo.invalid").size() == 1);
        await().until(() -> waiting() == 1);
        assertThat(sandbox.client().mailsTo("ann@demo.invalid")).isEmpty();
        assertThat(skipped("refused")).isZero();
    }

    private void people(String name, @Nullable String email) {
        application
                .getBean(InMemoryDirectory.class)
                .put(new Person(name, Set.of(GROUP), null, null, email, "sales", "id-" + name));
    }

    private void remind(String occasion) {
        application
                .getBean(TransactionTemplate.class)
                .executeWithoutResult(status -> application.publishEvent(new ReminderDue(1, occasion)));
    }

    private double skipped(String reason) {
        return application
                .getBean(MeterRegistry.class)
                .counter("backstitch.reminders.skipped", "reason", reason)
                .count();
    }

    /** Those who have no mail yet. */
    private long waiting() {
        return application
                .getBean(JdbcClient.class)
                .sql("SELECT count(*) FROM event_publication WHERE event_type LIKE '%Reminder%'")
                .query(Long.class)
                .single();
    }
}
