package io.backstitch.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.audit.CanonicalJson;
import io.backstitch.compensation.Fingerprint;
import io.backstitch.logs.CapturedLog;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs whose time is over, on the real database, with files on a real disk. */
@NeedsStack(Part.POSTGRES)
@ExtendWith(CapturedLog.Extension.class)
class RetentionTest {

    private final Path folder;
    private final RetentionOnDatabase retention;

    RetentionTest(RunningStack stack, @TempDir Path folder) {
        this.folder = folder;
        retention = new RetentionOnDatabase(stack, folder, "--backstitch.retention.batch=8");
    }

    @AfterEach
    void close() {
        retention.close();
    }

    @Test
    void archivesRunsWhoseTimeIsOverAndLeavesNothingOfThemInTheTables() {
        retention.runs.insert(1, 30, 31);
        assertThat(retention.rows())
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isPositive());

        assertThat(retention.archive()).isEqualTo(30);

        assertThat(retention.rows())
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isZero());
        assertThat(retention.lines()).hasSize(30);
        JsonNode rows = JsonMapper.shared().readTree(line(30)).path("rows");
        assertThat(rows.path("effect")).hasSize(5);
        assertThat(rows.path("effect_event")).hasSize(10);
        assertThat(rows.path("saga").path(0).path("outcome").asString()).isEqualTo("DONE");
        assertThat(rows.propertyNames()).contains("run", "approval", "approval_task", "dead_letter", "run_event");
        assertThat(retention.archive()).isZero();
    }

    private String line(int number) {
        String run = "\"%s/%s\"".formatted(retention.process, retention.runs.run(number));
        return retention.lines().stream()
                .filter(it -> it.contains(run))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void leavesRunsWhoseTimeIsNotOver() {
        retention.runs.insert(1, 3, 29);

        assertThat(retention.archive()).isZero();
        assertThat(retention.files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE saga SET told = false WHERE id = :saga",
                "UPDATE saga SET ended_at = NULL, state = 'RUNNING' WHERE id = :saga",
                "UPDATE effect SET state = 'IN_DOUBT' WHERE key = :saga || '/Task_1'",
                "UPDATE effect SET state = 'CLAIMED' WHERE key = :saga || '/Task_1'",
                "UPDATE run SET relayed_at = NULL WHERE process || '/' || id = :saga",
                "UPDATE run_event SET taken_at = NULL WHERE process || '/' || run = :saga",
                "UPDATE dead_letter SET state = 'OPEN' WHERE saga = :saga",
                "UPDATE dead_letter SET told_at = NULL WHERE saga = :saga",
                "UPDATE approval SET concluded_at = NULL WHERE run = :saga",
                "UPDATE approval_decision SET state = 'STORED' WHERE approval IN (SELECT id FROM approval WHERE run = :saga)",
                "UPDATE approval_withdrawal SET told = false WHERE approval IN (SELECT id FROM approval WHERE run = :saga)",
                "INSERT INTO engine_instance SELECT 1, 1, process, id, now() FROM run WHERE process || '/' || id = :saga",
                "INSERT INTO audit_pending (tenant, at, kind, run, body) VALUES ('another', now(), 'k', :saga, '{}')",
                """
                INSERT INTO event_publication SELECT gen_random_uuid(), 'l', 't', '{"run":"' || id || '"}', now() FROM run WHERE process || '/' || id = :saga
                """
            })
    void leavesARunThatOwesSomethingUntilThatIsDone(String owes) {
        retention.runs.insert(30, 31, 31);
        retention
                .sql(owes)
                .param("saga", "%s/%s".formatted(retention.process, retention.runs.run(30)))
                .update();

        assertThat(retention.archive()).isEqualTo(1);

        assertThat(retention.open()).isEqualTo(1);
        assertThat(retention.lines()).singleElement().asString().contains(retention.runs.run(31));
        retention.sql("DELETE FROM engine_instance WHERE instance = 1").update();
        retention.sql("DELETE FROM event_publication WHERE listener_id = 'l'").update();
    }

    @Test
    void putsTheArchiveOnRecord() throws IOException {
        retention.runs.insert(1, 5, 31);

        retention.archive();

        String name = retention.files().keySet().stream()
                .filter(it -> it.endsWith(".manifest.json"))
                .findFirst()
                .orElseThrow();
        byte[] manifest = retention.file(name);
        JsonNode file = JsonMapper.shared().readTree(manifest).path("files").path(0);
        assertThat(file.path("sha256").asString())
                .isEqualTo(Fingerprint.of(retention.file(
                                retention.process + "/" + file.path("name").asString()))
                        .value());
        assertThat(CanonicalJson.ofObject(new String(manifest, StandardCharsets.UTF_8)) + "\n")
                .isEqualTo(new String(manifest, StandardCharsets.UTF_8));
        assertThat(recorded()).contains(Fingerprint.of(manifest).value()).contains("\"runs\":5");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                .isEqualTo("rw-------");
    }

    /** Whether it has its place in the chain already, or not. */
    private String recorded() {
        return retention
                .sql("""
                        SELECT body FROM audit_pending WHERE kind = 'runs.archived' AND body LIKE :process
                        UNION ALL
                        SELECT convert_from(canonical, 'UTF8') FROM audit_entry WHERE kind = 'runs.archived' AND convert_from(canonical, 'UTF8') LIKE :process
                        """)
                .param("process", "%" + retention.process + "%")
                .query(String.class)
                .list()
                .getFirst();
    }

    @Test
    void makesTheSameArchiveAgainWhenItDiedBeforeTheRowsWereGone() {
        retention.runs.insert(1, 3, 31);
        retention.whenDeleted(2, "PERFORM pg_terminate_backend(pg_backend_pid())");
        assertThatThrownBy(retention::archive).isInstanceOf(RuntimeException.class);
        Map<String, byte[]> before = retention.files();
        assertThat(before).hasSize(2);
        assertThat(retention.open()).isEqualTo(3);
        retention.heal();
        retention.runs.insert(4, 5, 31);

        assertThat(retention.archive()).isEqualTo(5);

        assertThat(retention.open()).isZero();
        assertThat(retention.files()).hasSize(4);
        before.forEach((name, content) ->
                assertThat(retention.files().get(name)).as(name).isEqualTo(content));
    }

    @Test
    void putsAsideTheOneThatCannotBeArchivedAndTheOthersGo(CapturedLog log) {
        retention.runs.insert(1, 20, 31);
        retention.whenDeleted(5, "RAISE EXCEPTION 'nobody has thought of this'");

        assertThat(retention.archive()).isEqualTo(19);

        assertThat(log.getAll())
                .contains("Run %s/%s cannot be archived".formatted(retention.process, retention.runs.run(5)));
        assertThat(retention.open()).isEqualTo(1);
        assertThat(retention.lines()).hasSize(19);
        assertThat(retention.archive()).as("tried again at once").isZero();
        retention.heal();
        retention
                .sql("UPDATE run_archive_aside SET aside_at = aside_at - interval '2 days'")
                .update();
        assertThat(retention.archive()).isEqualTo(1);
    }

    @Test
    void deletesNothingWhileTheDirectoryDoesNotTakeTheArchive(CapturedLog log) throws IOException {
        retention.runs.insert(1, 3, 31);
        Path inTheWay = Files.writeString(folder.resolve(retention.process), "a file");

        retention.get(Retention.class).look();
        retention.get(Retention.class).look();

        assertThat(log.getAll()).containsOnlyOnce(folder + " does not take an archive");
        assertThat(retention.open()).isEqualTo(3);
        Files.delete(inTheWay);
        assertThat(retention.archive()).isEqualTo(3);
    }

    @Test
    void leavesItToTheInstanceWhoseTurnItIs() {
        retention.runs.insert(1, 3, 31);

        retention.get(TransactionTemplate.class).executeWithoutResult(status -> {
            assertThat(retention.get(Plans.class).isMyTurn()).isTrue();
            assertThat(CompletableFuture.supplyAsync(retention::archive).join()).isZero();
        });

        assertThat(retention.archive()).isEqualTo(3);
    }

    @Test
    void leavesAnArchiveThatAnotherHasFinishedMeanwhile() {
        retention.runs.insert(1, 2, 31);
        TransactionTemplate transactions = retention.get(TransactionTemplate.class);
        Plan plan = Objects.requireNonNull(transactions.execute(status -> retention
                .get(Plans.class)
                .add(retention.process, List.of(retention.runs.run(1), retention.runs.run(2)))));
        assertThat(retention.archive()).isEqualTo(2);
        assertThat(retention.files()).hasSize(2);

        Archivist.Done late = transactions.execute(status -> retention
                .get(Archivist.class)
                .archive(plan, retention.get(Aside.class).again()));

        assertThat(late).isEqualTo(new Archivist.Done(0, 0));
        assertThat(retention.files()).hasSize(2);
    }

    @Test
    void namesNobodyInAnArchive() {
        retention.runs.insert(1, 30, 31);

        retention.archive();

        List<String> lines = retention.lines();
        assertThat(lines).hasSize(30).noneMatch(line -> line.contains("Zaphod"));
        assertThat(retention
                        .sql("SELECT count(*) FROM run_archived WHERE run_archived::text LIKE '%Zaphod%'")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(retention
                        .sql("SELECT count(*) FROM request_archived WHERE request_archived::text LIKE '%Zaphod%'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
