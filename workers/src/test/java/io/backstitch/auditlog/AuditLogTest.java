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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries come with their transaction or not at all, and nobody changes them. */
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
                all.add(threads.submit(() -> number % 5 == 4
                        ? rollBack()
                        : audit.append("order/" + number).seq()));
            }
        }
        for (Future<?> one : all) {
            one.get();
        }

        int kept = THREADS * EACH * 4 / 5;
        assertThat(audit.numbers())
                .isEqualTo(LongStream.rangeClosed(1, kept).boxed().toList());
        Entry next = audit.append("order/next");
        assertThat(next.seq()).isEqualTo(kept + 1);
        assertThat(next.prev().bytes())
                .isEqualTo(audit.sql("SELECT hash FROM audit_entry WHERE tenant = ? AND seq = ?")
                        .params(audit.tenant, kept)
                        .query(byte[].class)
                        .single());
    }

    private long rollBack() {
        audit.inRolledBackTransaction(() -> audit.get(AuditLog.class).append(AuditOnDatabase.draft("order/never")));
        return 0;
    }

    @Test
    void appendsSeveralTogether() {
        List<Entry> both = audit.inTransaction(() ->
                audit.get(AuditLog.class).append(AuditOnDatabase.draft("order/1"), AuditOnDatabase.draft("order/2")));

        assertThat(both).extracting(Entry::seq).containsExactly(1L, 2L);
        assertThat(both.getLast().prev()).isEqualTo(both.getFirst().hash());
    }

    @Test
    void refusesToAppendOutsideOfATransaction() {
        assertThatThrownBy(() -> audit.get(AuditLog.class).append(AuditOnDatabase.draft("order/1")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside of a transaction");
        assertThat(audit.numbers()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET at = now()",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry",
                "SET LOCAL session_replication_role = replica; DELETE FROM audit_entry",
                "UPDATE audit_checkpoint SET line = ''",
                "DELETE FROM audit_checkpoint",
                "TRUNCATE audit_checkpoint",
            })
    void theDatabaseRefusesToChangeWhatIsOnRecord(String statement) {
        audit.append("order/1");

        assertThatThrownBy(() -> audit.sql(statement).update())
                .rootCause()
                .hasMessageContaining("the audit is only appended to");
        assertThat(audit.numbers()).containsExactly(1L);
    }

    @Test
    void saysOnceWhatIsOnRecordAlready() {
        audit.inRolledBackTransaction(this::appendOnce);
        audit.inTransaction(this::appendOnce);
        audit.inTransaction(this::appendOnce);

        assertThat(audit.numbers()).containsExactly(1L);
    }

    private void appendOnce() {
        audit.get(AuditLog.class).appendOnce(AuditOnDatabase.draft("order/1"));
    }
}
