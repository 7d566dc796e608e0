package io.backstitch.auditlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.stack.Part;
import io.backstitch.stack.component.Postgres;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application logs in with rights that suffice for its work, and for nothing that changes history. */
@NeedsStack(Part.POSTGRES)
class ApplicationRoleTest {

    private static AuditOnDatabase audit;

    @BeforeAll
    static void start(RunningStack stack) {
        audit = new AuditOnDatabase(
                stack,
                Map.of(
                        "spring.datasource.username", Postgres.APPLICATION_USER,
                        "spring.flyway.user", stack.jdbcUser(),
                        "spring.flyway.password", stack.jdbcPassword()));
    }

    @AfterAll
    static void close() {
        audit.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit_entry SET at = now()",
                "DELETE FROM audit_entry",
                "TRUNCATE audit_entry",
                "UPDATE audit_checkpoint SET line = ''",
                "DELETE FROM audit_checkpoint",
                "TRUNCATE audit_checkpoint",
                "UPDATE audit_key SET public_key = ''",
                "DELETE FROM audit_key",
                "UPDATE audit_pending SET body = '{}'",
                "TRUNCATE audit_pending",
                "DELETE FROM audit_head",
                "UPDATE audit_person SET id = ''",
                "DELETE FROM audit_person",
                "UPDATE approval_snapshot SET hash = ''",
                "DELETE FROM approval_snapshot",
                "TRUNCATE effect",
                "DELETE FROM flyway_schema_history",
                "SET session_replication_role = replica",
                "SELECT backstitch_grant_app()",
                "SET ROLE backstitch",
            })
    void mayNot(String statement) {
        refuses(statement, "permission denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_stays",
                "ALTER TABLE audit_pending DISABLE TRIGGER ALL",
                "DROP TRIGGER audit_entry_stays ON audit_entry",
                "DROP TABLE audit_checkpoint",
                "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
            })
    void ownsNothing(String statement) {
        refuses(statement, "must be owner|permission denied");
    }

    private void refuses(String statement, String reason) {
        assertThatThrownBy(() -> audit.sql(statement).update())
                .rootCause()
                .isInstanceOf(SQLException.class)
                .message()
                .containsPattern(reason);
    }

    @Test
    void doesAllOfItsWork() {
        String name = "person-of-" + audit.tenant;
        audit.inTransaction(() -> audit.get(Commands.class).record(Audited.RUN_CANCELLED, "order/1", name, Map.of()));

        audit.get(People.class).forget(name);

        assertThat(audit.get(People.class).know(name)).isFalse();
        assertThat(audit.entries()).extracting("kind").containsExactly("operator.run-cancelled");
        audit.signed();
        assertThat(audit.get(StoredCheckpoints.class).lastSize()).isEqualTo(1);
    }

    @Test
    void mayWorkWithWhatLaterMigrationsCreate() {
        assertThat(audit.sql("""
                        SELECT count(*) FROM pg_class t
                        WHERE t.relnamespace = 'public'::regnamespace AND t.relkind = 'r'
                          AND NOT has_table_privilege(t.oid, 'SELECT')
                        """).query(Long.class).single()).isZero();
        assertThat(audit.sql("SELECT defaclacl::text FROM pg_default_acl WHERE defaclobjtype = 'r'")
                        .query(String.class)
                        .single())
                .contains("backstitch_app=arwd");
    }
}
