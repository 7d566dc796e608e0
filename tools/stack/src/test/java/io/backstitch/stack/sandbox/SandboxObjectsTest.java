package io.backstitch.stack.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The objects partner: one object per key, and a record of what was created and deleted, in order. */
class SandboxObjectsTest {
    private static final String ADA = "{\"name\":\"Ada\"}";

    @TempDir
    private Path data;

    private Sandbox sandbox;
    private Partner partner;
    private SandboxClient witness;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(data));
        partner = new Partner(sandbox.url());
        witness = sandbox.client();
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void createsOneObjectPerKey() throws IOException {
        var first = partner.send("POST", "/objects/contacts", "key-1", ADA);
        var again = partner.send("POST", "/objects/contacts", "key-1", ADA);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(witness.objects()).extracting(ObjectChange::id).containsExactly(first.id());
        assertThat(witness.objectCalls()).hasSize(2);
    }

    /** As the strictest of real partners: nothing is done under a key of which only a part would be known. */
    @Test
    void refusesKeysThatHeadersDoNotCarryWholeAndKeysThatAreTooLong() throws IOException {
        assertThat(partner.send("POST", "/objects/contacts", "k".repeat(256), ADA)
                        .status())
                .isEqualTo(400);
        assertThat(partner.send("GET", "/objects/contacts?key=J%C3%BCrgen", "", "")
                        .status())
                .isEqualTo(400);
        assertThat(partner.send("POST", "/objects/contacts", "k".repeat(255), ADA)
                        .status())
                .isEqualTo(201);
        assertThat(witness.objects()).hasSize(1);
    }

    @Test
    void tellsWhatHasChangedPageByPage() throws IOException {
        for (int version = 1; version <= 101; version++) {
            partner.send("PUT", "/objects/plans/p-1", "key-" + version, "{\"version\":%d}".formatted(version));
        }
        partner.send("POST", "/objects/contacts", "key-1", ADA);

        var first = partner.send("GET", "/objects/plans?since=2000-01-01T00:00:00Z", "none", "")
                .body();
        var second = partner.send(
                        "GET", "/objects/plans?since=2000-01-01T00:00:00Z&after=" + first.path("next"), "none", "")
                .body();

        assertThat(first.path("changes").size()).isEqualTo(100);
        assertThat(second.path("changes").size()).isOne();
        assertThat(second.path("changes").get(0).path("content").path("version").asInt())
                .isEqualTo(101);
        assertThat(second.path("next").isMissingNode()).isTrue();
        assertThat(partner.send("GET", "/objects/plans?since=2999-01-01T00:00:00Z", "none", "")
                        .body()
                        .path("changes")
                        .size())
                .isZero();
        assertThat(partner.send("GET", "/objects/plans?since=yesterday", "none", "")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void refusesAKeyThatWasUsedForAnotherContent() throws IOException {
        partner.send("POST", "/objects/contacts", "key-1", ADA);

        var answer = partner.send("POST", "/objects/contacts", "key-1", "{\"name\":\"Grace\"}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.errorCode()).isEqualTo("idempotency_key_reused");
        assertThat(witness.objects()).hasSize(1);
    }

    @Test
    void keepsTheKeysOfOneKindApartFromThoseOfAnother() throws IOException {
        partner.send("POST", "/objects/contacts", "key-1", ADA);

        assertThat(partner.send("POST", "/objects/projects", "key-1", "{}").status())
                .isEqualTo(201);
        assertThat(witness.objects()).extracting(ObjectChange::kind).containsExactly("contacts", "projects");
    }

    @Test
    void createsTwiceWhenItDoesNotDeduplicate() throws IOException {
        witness.faultObjects(Fault.withoutDeduplication());

        partner.send("POST", "/objects/contacts", "key-1", ADA);
        partner.send("POST", "/objects/contacts", "key-1", ADA);

        assertThat(witness.objects()).extracting(ObjectChange::key).containsExactly("key-1", "key-1");
    }

    @Test
    void tellsWhatAKeyHasCreatedWhileItIsThere() throws IOException {
        String id = partner.send("POST", "/objects/contacts", "key-1", ADA).id();

        assertThat(partner.send("GET", "/objects/contacts?key=key-1", "", "").id())
                .isEqualTo(id);
        assertThat(partner.send("GET", "/objects/contacts?key=key-2", "", "").errorCode())
                .isEqualTo("unknown_key");
        partner.send("DELETE", "/objects/contacts/" + id, "key-1/undo", "");
        assertThat(partner.send("GET", "/objects/contacts?key=key-1", "", "").status())
                .isEqualTo(404);
    }

    @Test
    void deletesOnce() throws IOException {
        String id = partner.send("POST", "/objects/contacts", "key-1", ADA).id();

        assertThat(partner.send("DELETE", "/objects/contacts/" + id, "key-1/undo", "")
                        .status())
                .isEqualTo(200);
        assertThat(partner.send("DELETE", "/objects/contacts/" + id, "key-1/undo", "")
                        .errorCode())
                .isEqualTo("unknown_object");
        assertThat(witness.objects())
                .extracting(ObjectChange::change)
                .containsExactly(ObjectChange.Change.CREATED, ObjectChange.Change.DELETED);
    }

    @Test
    void puttingTheSameTwiceIsPuttingItOnce() throws IOException {
        partner.send("PUT", "/objects/documents/one", "key-1", ADA);
        partner.send("PUT", "/objects/documents/one", "key-1", ADA);
        partner.send("PUT", "/objects/documents/one", "key-2", "{\"name\":\"Grace\"}");

        assertThat(witness.objects())
                .extracting(ObjectChange::change)
                .containsExactly(ObjectChange.Change.CREATED, ObjectChange.Change.REPLACED);
    }

    @Test
    void meetsFaultsThatMeanOneCall() throws IOException {
        witness.faultObjects(
                Fault.status(503).matching("/17\n"), Fault.cutAfterEffect().matching("Grace"));

        assertThat(partner.send("POST", "/objects/contacts", "run/7", ADA).status())
                .isEqualTo(201);
        assertThat(partner.send("POST", "/objects/contacts", "run/17", ADA).status())
                .isEqualTo(503);
        assertThatThrownBy(() -> partner.send("POST", "/objects/contacts", "run/8", "{\"name\":\"Grace\"}"))
                .isInstanceOf(IOException.class);
        assertThat(witness.objects()).extracting(ObjectChange::key).containsExactly("run/7", "run/8");
    }

    @Test
    void remembersAfterARestart() throws IOException {
        String id = partner.send("POST", "/objects/contacts", "key-1", ADA).id();
        sandbox.close();

        start();

        assertThat(partner.send("POST", "/objects/contacts", "key-1", ADA).id()).isEqualTo(id);
        assertThat(witness.objects()).hasSize(1);
    }

    @Test
    void asksForAKeyAndForAnObject() throws IOException {
        assertThat(partner.send("POST", "/objects/contacts", "", ADA).errorCode())
                .isEqualTo("invalid_request");
        assertThat(partner.send("POST", "/objects/contacts", "key-1", "[]").errorCode())
                .isEqualTo("invalid_request");
        assertThat(partner.send("PUT", "/objects/contacts", "key-1", ADA).errorCode())
                .isEqualTo("unknown_path");
        assertThat(witness.objects()).isEmpty();
    }
}
