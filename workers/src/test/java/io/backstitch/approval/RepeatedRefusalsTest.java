package io.backstitch.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.PartsOnDatabase;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Who is refused again and again is on record, and makes the audit longer less and less. */
@NeedsStack(Part.POSTGRES)
class RepeatedRefusalsTest {

    private static final int TRIES = 1000;

    @EnableAutoConfiguration
    @ComponentScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @ConfigurationPropertiesScan(basePackageClasses = {DomainEvents.class, AuditLog.class})
    @Import({
        RepeatedRefusals.class,
        DecisionEntries.class,
        ApprovalAudit.class,
        FormRecords.class,
        ShownSnapshots.class,
        Approvals.class
    })
    static class Refusing {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    private final ConfigurableApplicationContext application;

    RepeatedRefusalsTest(RunningStack stack) {
        application = PartsOnDatabase.forAllTests(stack, Refusing.class);
    }

    @Test
    void aThousandTriesOfOnePersonAreADozenEntries() {
        Approval approval = anApproval(71);

        IntStream.range(0, TRIES).forEach(i -> refuse(approval, "mallory"));

        assertThat(recorded()).isEqualTo(5 + 7); // each of 5; then 8, 16, 32, 64, 128, 256, 512
        refuse(approval, "somebody-else");
        assertThat(recorded()).as("another person's first").isEqualTo(13);
    }

    private long recorded() {
        return application
                .getBean(JdbcClient.class)
                .sql(
                        "SELECT (SELECT count(*) FROM audit_pending WHERE kind = 'approval.refused')"
                                + " + (SELECT count(*) FROM audit_entry WHERE convert_from(canonical, 'UTF8') LIKE '%approval.refused%')")
                .query(Long.class)
                .single();
    }

    private void refuse(Approval approval, String actor) {
        ApprovalTasks.Task task = new ApprovalTasks.Task(
                72, approval.id(), 1, 1, ApprovalTasks.State.OPEN, "seen", "", Instant.EPOCH, null, null, null);
        Answer answer = Answer.of(JsonMapper.shared().readTree("{\"decision\": \"approve\"}"));
        Completion completion =
                new Completion(actor, Completion.Strength.PROVEN, null, answer, Instant.EPOCH, null, null, null);
        application
                .getBean(TransactionTemplate.class)
                .executeWithoutResult(transaction -> application
                        .getBean(DecisionEntries.class)
                        .refused(approval, task, completion, new Verdict.Refused("own-request", "It is theirs.")));
    }

    private Approval anApproval(long id) {
        Approval approval = new Approval(
                id,
                "expense/expense-1",
                "expense",
                "A report",
                "expense.approve",
                "mallory",
                null,
                100L,
                "EUR",
                JsonMapper.shared().createObjectNode(),
                List.of(),
                List.of(),
                1,
                1,
                1,
                true,
                null,
                "");
        application
                .getBean(TransactionTemplate.class)
                .executeWithoutResult(
                        transaction -> application.getBean(Approvals.class).open(approval, Instant.EPOCH));
        return approval;
    }
}
