package io.backstitch.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.AllTables;
import io.backstitch.PartsOnDatabase;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.job.AllPartnerFailures;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.retention.RetentionByHand;
import io.backstitch.security.Viewer;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** What comes again when its run is archived, with the real intake and the real retention on the real database. */
@NeedsStack(Part.POSTGRES)
class ArchivedRequestsTest {

    private static final Sender ADA = new Sender("api/client", "id-of-ada");
    private static final Sender BOB = new Sender("api/client", "id-of-bob");

    @Import({IntakeOnDatabase.Parts.class, ArchivedRuns.class, AllPartnerFailures.class, AllTables.class})
    @ComponentScan(
            basePackageClasses = {DomainEvents.class, AuditLog.class},
            basePackages = "io.backstitch.retention")
    @ConfigurationPropertiesScan(
            basePackageClasses = {DomainEvents.class, AuditLog.class},
            basePackages = "io.backstitch.retention")
    static class Parts {}

    private final ConfigurableApplicationContext application;
    private final IntakeOnDatabase intake;

    ArchivedRequestsTest(RunningStack stack, @TempDir Path folder) {
        application = PartsOnDatabase.start(
                stack,
                new SpringApplicationBuilder(Parts.class),
                "--backstitch.retention.directory=" + folder,
                "--backstitch.retention.keep=1d",
                "--backstitch.retention.remember=30d",
                "--backstitch.retention.every=1h",
                "--backstitch.retention.pause=0s");
        intake = new IntakeOnDatabase(application);
    }

    @AfterEach
    void close() {
        intake.close();
        application.close();
    }

    @Test
    void theSameRequestHasTheSameRunAndItsOutcome() {
        String run = started(ADA, "key-1", "pay a hundred");
        archive(run);

        Accepted again = intake.start(ADA, "key-1", "pay a hundred");

        assertThat(again).isInstanceOfSatisfying(Accepted.Archived.class, archived -> {
            assertThat(archived.runId()).isEqualTo(run);
            assertThat(archived.outcome()).isEqualTo("DONE");
        });
        assertThat(intake.start(ADA, "key-1", "pay two hundred")).isInstanceOf(Accepted.Conflict.class);
        assertThat(intake.count("run")).isZero();
    }

    @Test
    void anotherPersonBehindTheSameClientHasARunOfTheirOwn() {
        String run = started(ADA, "key-1", "pay a hundred");
        archive(run);

        String bobs = started(BOB, "key-1", "pay a hundred");

        assertThat(bobs).isNotEqualTo(run);
        archive(bobs);
        assertThat(intake.start(BOB, "key-1", "pay a hundred")).isInstanceOf(Accepted.Archived.class);
        assertThat(((Accepted.Archived) intake.start(ADA, "key-1", "pay a hundred")).runId())
                .isEqualTo(run);
    }

    @Test
    void theSameEventIsKnownAndANewOneForItsSubjectIsADeadLetterAsBefore() {
        String run = ((Accepted.New) intake.accept("house", "key-1", "built")).runId();
        intake.relayAll();
        intake.accept("house", "key-2", "painted");
        intake.relayAll();
        intake.sql("UPDATE run_event SET taken_at = now() WHERE run = ?")
                .param(run)
                .update();
        archive(run);

        assertThat(intake.accept("house", "key-1", "built")).isInstanceOf(Accepted.Archived.class);
        assertThat(intake.accept("house", "key-2", "painted")).isInstanceOf(Accepted.Archived.class);
        assertThat(intake.accept("house", "key-2", "burnt")).isInstanceOf(Accepted.Conflict.class);
        assertThat(intake.accept("house", "key-3", "sold")).isEqualTo(new Accepted.New(run));
        assertThat(intake.count("run")).isZero();

        intake.get(Undelivered.class).findUntaken();
        assertThat(intake.buried().ids).hasSize(1);
        assertThat(intake.buried().reasons).singleElement().asString().contains("DONE");
    }

    @Test
    void whatIsNoLongerRememberedNeverHasARunAgain() {
        String run = started(ADA, "key-1", "pay a hundred");
        archive(run);
        intake.sql("UPDATE request_archived SET archived_at = archived_at - interval '31 days' WHERE run = ?")
                .param(run)
                .update();

        RetentionByHand.forget(application);

        assertThat(intake.start(ADA, "key-1", "pay a hundred")).isInstanceOf(Accepted.Conflict.class);
        assertThat(intake.count("run")).isZero();
    }

    @Test
    void whoBeganItAndWhoMayLookStillSeeHowItEnded() {
        String run = started(ADA, "key-1", "pay a hundred");
        archive(run);
        ArchivedRuns archived = intake.get(ArchivedRuns.class);

        assertThat(archived.find(run, own("id-of-ada"))).hasValueSatisfying(it -> {
            assertThat(it.outcome()).isEqualTo("DONE");
            assertThat(it.archive()).isPositive();
        });
        assertThat(archived.find(run, new Viewer(false, false, Set.of(intake.process), "")))
                .isPresent();
        assertThat(archived.find(run, own("id-of-bob"))).isEmpty();
        assertThat(archived.find(run, own(""))).isEmpty();
    }

    private static Viewer own(String person) {
        return new Viewer(false, false, Set.of(), person);
    }

    private String started(Sender sender, String key, String text) {
        return ((Accepted.New) intake.start(sender, key, text)).runId();
    }

    /** As if it had ended two days ago, and everybody had been told. */
    private void archive(String run) {
        intake.relayAll();
        intake.get(Sagas.class).end(new SagaId(intake.process, run), "DONE");
        intake.sql("""
                        UPDATE saga SET told = true, opened_at = opened_at - interval '2 days', ended_at = ended_at - interval '2 days'
                        WHERE business_id = ?
                        """).param(run).update();
        assertThat(RetentionByHand.archive(application)).isPositive();
    }
}
