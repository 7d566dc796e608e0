package io.backstitch.auditlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom and what the audit's doors refuse. */
@NeedsStack(Part.POSTGRES)
class AuditDoorsTest {

    private static AuditDoors doors;

    @BeforeAll
    static void open(RunningStack stack) {
        doors = new AuditDoors(stack);
    }

    @AfterAll
    static void close() {
        doors.audit.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"from=0", "from=-1&to=5", "from=x", "to=0", "from=100", "to=2026-02-30", "from=2026-11-21T14:00"
            })
    void refuseARangeThatIsNone(String range) throws Exception {
        HttpResponse<String> answer = doors.get("export?" + range, AuditDoors.AUDITOR);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void exportNoOtherTenantsAudit() throws Exception {
        HttpResponse<String> answer = doors.get("export?tenant=another", AuditDoors.AUDITOR);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("another", doors.audit.tenant);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, export, run-viewer",
        "GET, runs/1, privacy-officer",
        "GET, entries/1/proof, run-operator",
        "GET, keys, run-viewer",
        "POST, people/erasures, auditor",
    })
    void letNobodyPassWithoutTheRole(String method, String path, String role) throws Exception {
        List<Long> before = doors.audit.numbers();
        HttpRequest.Builder request = doors.request(path, "mallory." + role).method(method, BodyPublishers.noBody());

        assertThat(doors.send(request).statusCode()).isEqualTo(403);
        assertThat(doors.audit.numbers()).isEqualTo(before);
    }

    @Test
    void letNobodyPassWithoutAToken() throws Exception {
        assertThat(doors.send(doors.requestWithoutToken("export")).statusCode()).isEqualTo(401);
    }

    @Test
    void eraseNobodyWithoutAReason() throws Exception {
        List<Long> before = doors.audit.numbers();

        assertThat(doors.erase("person-of-" + doors.audit.tenant, " ").statusCode())
                .isEqualTo(400);
        assertThat(doors.audit.numbers()).isEqualTo(before);
    }
}
