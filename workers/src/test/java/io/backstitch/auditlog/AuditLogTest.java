package io.backstitch.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.audit.Entry;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entries come with their transaction or not at all. */
@NeedsStack(Part.POSTGRES)
class AuditLogTest {

    private static final int THREADS = 16;
    private static final int EACH = 10;

    private final AuditOnDatabase audit;

    AuditLogTest(RunningStack stack) {
        audit = new AuditOnDatabase(stack, Map.of());
    }

    @AfterEach
    void close() {
        audit.close();
    }

    @Test
    void isContiguousWhenManyAppendAtOnce() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS * EACH; i++) {
                int number = i;
                all.add(threads.submit(() -> appendOrRollBack(number)));
            }
            for (int i = 0; i < EACH; i++) {
                all.add(threads.submit(audit.get(Sequencer.class)::catchUp));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }

        List<Entry> entries = audit.entries();
        assertThat(entries)
                .extracting(Entry::seq)
                .isEqualTo(LongStream.rangeClosed(1, THREADS * EACH * 4 / 5)
                        .boxed()
                        .toList());
        assertThat(entries).extracting(Entry::run).doesNotHaveDuplicates().doesNotContain("order/never");
        assertThat(entries.subList(1, entries.size()))
                .extracting(Entry::prev)
                .isEqualTo(entries.subList(0, entries.size() - 1).stream()
                        .map(Entry::hash)
                        .toList());
    }

    private void appendOrRollBack(int number) {
        if (number % 5 == 4) {
            audit.inRolledBackTransaction(() -> audit.get(AuditLog.class).append(AuditOnDatabase.draft("order/never")));
        } else {
            audit.append("order/" + number);
        }
    }

    @Test
    void appendsSeveralInTheirOrder() {
        audit.inTransaction(() ->
                audit.get(AuditLog.class).append(AuditOnDatabase.draft("order/1"), AuditOnDatabase.draft("order/2")));

        assertThat(audit.entries()).extracting(Entry::run).containsExactly("order/1", "order/2");
    }

    @Test
    void nobodyWaitsForATransactionThatAppendsAndGoesOn() {
        audit.inTransaction(() -> {
            audit.get(AuditLog.class).append(AuditOnDatabase.draft("order/slow"));
            CompletableFuture.runAsync(() -> audit.append("order/fast")).join();
        });

        assertThat(audit.entries()).extracting(Entry::run).containsExactlyInAnyOrder("order/fast", "order/slow");
    }

    @Test
    void aDraftThatNobodyOfUsWroteIsOnRecordAsWhatItIsAndStopsNobody() {
        audit.sql("INSERT INTO audit_pending (tenant, at, kind, body) VALUES (?, now(), 'approval.sealed', 'no JSON')")
                .param(audit.tenant)
                .update();
        audit.append("order/1");

        List<Entry> entries = audit.entries();
        assertThat(entries).extracting(Entry::kind).containsExactly("audit.draft-unreadable", "operator.run-cancelled");
        assertThat(entries.getFirst().body()).contains("no JSON");
    }

    @Test
    void refusesToAppendOutsideOfATransaction() {
        assertThatThrownBy(() -> audit.get(AuditLog.class).append(AuditOnDatabase.draft("order/1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside of a transaction");
        assertThat(audit.numbers()).isEmpty();
    }
}
