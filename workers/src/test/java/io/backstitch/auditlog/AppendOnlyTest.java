package io.backstitch.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.audit.Entry;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody changes the audit, not even the owner of its tables. */
@NeedsStack(Part.POSTGRES)
class AppendOnlyTest {

    private static AuditOnDatabase audit;

    @BeforeAll
    static void start(RunningStack stack) {
        audit = new AuditOnDatabase(stack, Map.of());
    }

    @AfterAll
    static void close() {
        audit.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_pending SET body = '{}'",
                "DELETE FROM audit_pending",
                "TRUNCATE audit_pending",
                "SET LOCAL session_replication_role = replica; DELETE FROM audit_pending",
            })
    void theDatabaseRefusesToChangeWhatWaitsForItsPlace(String statement) {
        // Nobody chains what is not committed: so it waits.
        assertThatThrownBy(() -> audit.inTransaction(() -> {
                    audit.get(AuditLog.class).append(AuditOnDatabase.draft("order/1"));
                    audit.sql(statement).update();
                }))
                .rootCause()
                .hasMessageContaining("the audit is only appended to");
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
        List<Entry> before = audit.entries();
        assertThat(before).isNotEmpty();

        assertThatThrownBy(() -> audit.sql(statement).update())
                .rootCause()
                .hasMessageContaining("the audit is only appended to");
        assertThat(audit.entries()).isEqualTo(before);
    }
}
