package io.backstitch.workers.bulkimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.SagaState;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import io.backstitch.stack.sandbox.ObjectChange;
import io.backstitch.stack.sandbox.PartnerCall;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way through the model of bulkimport: one test per end event, per boundary event, per compensation. */
@NeedsStack(Part.POSTGRES)
class BulkImportPathTest {

    private static final List<Integer> FAILING = List.of(7, 42, 99);
    private static BulkImportInMemory imports;

    @BeforeAll
    static void start(RunningStack stack, @TempDir Path folder) {
        imports = new BulkImportInMemory(stack, folder);
    }

    @AfterAll
    static void stop() {
        imports.close();
    }

    @AfterEach
    void mendPartners() {
        imports.partners.clearFaults();
    }

    @Test
    void importsEveryContactOnce() {
        List<Contact> file = BulkImportInMemory.aFile(100);

        SagaId saga = imports.start(file);

        Saga ended = imports.ended(saga);
        assertThat(ended.outcome()).isEqualTo("IMPORTED");
        assertThat(ended.state()).isEqualTo(SagaState.COMPLETED);
        assertThat(imports.totals(saga)).isEqualTo(new BulkImports.Totals(saga.businessId(), 100, 100, 0));
        assertThat(emails(saga))
                .containsExactlyInAnyOrderElementsOf(
                        file.stream().map(it -> it.email().text()).toList());
    }

    @Test
    void importsASingleContact() {
        SagaId saga = imports.start(BulkImportInMemory.aFile(1));

        assertThat(imports.ended(saga).outcome()).isEqualTo("IMPORTED");
        assertThat(imports.directory(saga).created()).containsExactly(key(saga, 2));
    }

    /** Of eleven contacts two are of one lane: they are at least as far apart as one contact takes. */
    @Test
    void createsNoMoreContactsAtOnceThanThePaceTableSays() {
        Duration each = Duration.ofMillis(300);
        imports.partners.faultObjects(Fault.delay(each).onPath("/objects/contacts"));
        SagaId saga = imports.start(BulkImportInMemory.aFile(40));

        assertThat(imports.ended(saga).outcome()).isEqualTo("IMPORTED");

        List<Instant> times = imports.directory(saga).changes("contacts").stream()
                .map(ObjectChange::at)
                .sorted()
                .toList();
        assertThat(IntStream.range(10, times.size()))
                .allSatisfy(index -> assertThat(Duration.between(times.get(index - 10), times.get(index)))
                        .isGreaterThanOrEqualTo(each));
    }

    @Test
    void retriesOnlyTheContactsThatFailed() {
        List<Contact> file = BulkImportInMemory.aFile(100);
        imports.partners.faultObjects(faults(file, Fault.status(503)));
        SagaId saga = imports.start(file);
        imports.task(saga, "Task_DecideFailed");
        Map<String, Long> before = posts(saga);
        imports.partners.clearFaults();

        imports.decide(saga, "Task_DecideFailed", "retry");

        assertThat(imports.ended(saga).outcome()).isEqualTo("IMPORTED");
        assertThat(before.values()).filteredOn(calls -> calls == 1).hasSize(97);
        Map<String, Long> after = posts(saga);
        for (Contact contact : file) {
            boolean failing = FAILING.contains(contact.line());
            assertThat(after.get(key(saga, contact.line()))).isEqualTo(failing ? 4L : 1L);
        }
        assertThat(imports.directory(saga).created()).hasSize(100).doesNotHaveDuplicates();
        assertThat(imports.totals(saga)).isEqualTo(new BulkImports.Totals(saga.businessId(), 100, 100, 0));
    }

    @Test
    void keepsTheRestWhenAPersonSaysSo() {
        List<Contact> file = BulkImportInMemory.aFile(30);
        imports.partners.faultObjects(
                Fault.status(422).matching(email(file, 7)), Fault.status(503).matching(email(file, 11)));
        SagaId saga = imports.start(file);
        assertThat(imports.task(saga, "Task_DecideFailed").getVariablesAsMap())
                .containsEntry("summary", "28 of 30 contacts are in the directory, 2 are not.")
                .hasEntrySatisfying(
                        "failing",
                        failing -> assertThat(String.valueOf(failing).lines())
                                .containsExactlyInAnyOrder(
                                        "- Line 7: refused by the directory",
                                        "- Line 11: no answer from the directory"));

        imports.decide(saga, "Task_DecideFailed", "keep");

        Saga ended = imports.ended(saga);
        assertThat(ended.outcome()).isEqualTo("IMPORTED_IN_PART");
        assertThat(ended.state()).isEqualTo(SagaState.COMPLETED);
        assertThat(imports.totals(saga)).isEqualTo(new BulkImports.Totals(saga.businessId(), 30, 28, 2));
        assertThat(imports.directory(saga).deleted()).isEmpty();
    }

    @Test
    void asksAgainWhenARetryFails() {
        List<Contact> file = BulkImportInMemory.aFile(5);
        imports.partners.faultObjects(Fault.status(422).matching(email(file, 3)));
        SagaId saga = imports.start(file);

        imports.decide(saga, "Task_DecideFailed", "retry");
        await().until(() -> posts(saga).getOrDefault(key(saga, 3), 0L) == 2);
        imports.decide(saga, "Task_DecideFailed", "keep");

        assertThat(imports.ended(saga).outcome()).isEqualTo("IMPORTED_IN_PART");
        assertThat(posts(saga)).containsEntry(key(saga, 2), 1L).containsEntry(key(saga, 3), 2L);
    }

    @Test
    void undoesExactlyWhatWasDoneWhenAPersonAbandons() {
        List<Contact> file = BulkImportInMemory.aFile(100);
        imports.partners.faultObjects(faults(file, Fault.status(422)));
        SagaId saga = imports.start(file);

        imports.decide(saga, "Task_DecideFailed", "abandon");

        Saga ended = imports.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.cause()).isEqualTo("abandoned");
        assertThat(ended.state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(imports.directory(saga).created()).hasSize(97);
        assertUndoneNewestFirst(saga);
        assertThat(imports.totals(saga).imported()).isNull();
    }

    /** Created, but the answers were lost: what was reported as failed is there, and must go too. */
    @Test
    void undoesContactsWhoseOutcomeWasUnknown() {
        List<Contact> file = BulkImportInMemory.aFile(10);
        imports.partners.faultObjects(
                Fault.cutAfterEffect().matching(email(file, 4)).times(1),
                Fault.status(503).matching("/Task_CreateContact/4\n"));
        SagaId saga = imports.start(file);
        imports.task(saga, "Task_DecideFailed");
        imports.partners.clearFaults();

        imports.decide(saga, "Task_DecideFailed", "abandon");

        assertThat(imports.ended(saga).state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(imports.directory(saga).created()).hasSize(10);
        assertUndoneNewestFirst(saga);
    }

    @Test
    void escalatesToTheLeads() throws Exception {
        List<Contact> file = BulkImportInMemory.aFile(5);
        imports.partners.faultObjects(Fault.status(422).matching(email(file, 3)));
        SagaId saga = imports.start(file);
        imports.task(saga, "Task_DecideFailed");

        imports.engine.advanceClock(Duration.ofHours(25));

        imports.decide(saga, "Task_DecideFailedAsLead", "keep");
        assertThat(imports.ended(saga).outcome()).isEqualTo("IMPORTED_IN_PART");
    }

    @Test
    void rollsBackWhenNobodyDecides() throws Exception {
        List<Contact> file = BulkImportInMemory.aFile(5);
        imports.partners.faultObjects(Fault.status(422).matching(email(file, 3)));
        SagaId saga = imports.start(file);
        imports.task(saga, "Task_DecideFailed");
        imports.engine.advanceClock(Duration.ofHours(25));
        imports.task(saga, "Task_DecideFailedAsLead");

        imports.engine.advanceClock(Duration.ofHours(73));

        Saga ended = imports.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.cause()).isEqualTo("decision-expired");
        assertThat(imports.directory(saga).created()).hasSize(4);
        assertUndoneNewestFirst(saga);
    }

    @Test
    void undoesExactlyWhatWasDoneWhenCancelledInTheMiddle() {
        imports.partners.faultObjects(Fault.delay(Duration.ofMillis(300)).onPath("/objects/contacts"));
        SagaId saga = imports.start(BulkImportInMemory.aFile(100));
        await().until(() -> imports.contactsDone(saga) >= 15);

        imports.cancel(saga);

        Saga ended = imports.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.cause()).isEqualTo("cancelled");
        assertThat(ended.state()).isEqualTo(SagaState.COMPENSATED);
        assertThat(imports.directory(saga).created()).hasSizeBetween(15, 99);
        assertUndoneNewestFirst(saga);
    }

    @Test
    void createsAContactOnceWhenTheAnswerIsLost() {
        List<Contact> file = BulkImportInMemory.aFile(10);
        imports.partners.faultObjects(
                Fault.cutAfterEffect().matching(email(file, 5)).times(1), Fault.withoutDeduplication());
        SagaId saga = imports.start(file);

        assertThat(imports.ended(saga).outcome()).isEqualTo("IMPORTED");

        assertThat(imports.directory(saga).created()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void takesTheTotalsBackWhenCancelledWhileTheyAreWritten() throws Exception {
        imports.partners.faultObjects(Fault.delay(Duration.ofSeconds(4)).onPath("/objects/contacts"));
        SagaId saga = imports.start(BulkImportInMemory.aFile(2));
        try (Connection lock = imports.lockTotals(saga)) {
            await().until(imports::somebodyWaitsForALock);
            imports.cancel(saga);
            lock.rollback();
        }

        assertThat(imports.ended(saga).outcome()).isEqualTo("ROLLED_BACK");
        assertThat(imports.undone(saga)).startsWith("bulkimport.discard-totals").hasSize(3);
        assertThat(imports.totals(saga).imported()).isNull();
        assertUndoneNewestFirst(saga);
    }

    /** Exactly what was created is gone, in the reverse order of the ledger. */
    private static void assertUndoneNewestFirst(SagaId saga) {
        List<String> deleted = imports.directory(saga).deleted();
        assertThat(deleted)
                .containsExactlyInAnyOrderElementsOf(imports.directory(saga).created())
                .containsExactlyElementsOf(imports.undoneEffects(saga).reversed().stream()
                        .filter(key -> key.contains("/Task_CreateContact/"))
                        .toList());
    }

    private static Fault[] faults(List<Contact> file, Fault fault) {
        return FAILING.stream().map(line -> fault.matching(email(file, line))).toArray(Fault[]::new);
    }

    /** With its quotes, as it stands in the request: line 7 is not line 77. */
    private static String email(List<Contact> file, int line) {
        return file.stream()
                .filter(contact -> contact.line() == line)
                .map(contact -> "\"" + contact.email() + "\"")
                .findFirst()
                .orElseThrow();
    }

    private static String key(SagaId saga, int line) {
        return saga.value() + "/Task_CreateContact/" + line;
    }

    private static List<String> emails(SagaId saga) {
        return imports.directory(saga).changes("contacts").stream()
                .map(change -> String.valueOf(change.content()))
                .map(content -> content.replaceAll(".*\"email\":\"([^\"]+)\".*", "$1"))
                .toList();
    }

    /** How often each contact was sent to the directory. */
    private static Map<String, Long> posts(SagaId saga) {
        return imports.partners.objectCalls().stream()
                .filter(call -> call.method().equals("POST")
                        && call.key() != null
                        && call.key().startsWith(saga.value() + "/"))
                .collect(Collectors.groupingBy(PartnerCall::key, Collectors.counting()));
    }
}
