package io.backstitch.workers.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.SagaId;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.StepRefused;
import io.backstitch.stack.sandbox.ObjectChange;
import io.backstitch.stack.sandbox.Sandbox;
import io.backstitch.stack.sandbox.SandboxSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a key is made of, the partner gets one that is the effect's own, and is asked for the same; and no path is without its id. */
class ObjectsClientTest {

    private record Content(String name) {}

    private static final SagaId RUN = new SagaId("test", "run-1");

    @TempDir
    private Path data;

    private Sandbox sandbox;
    private ObjectsClient objects;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxSettings.onFreePorts(data));
        objects = ObjectsClients.of(sandbox.url());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void createsAndFindsAndDeletesUnderTheSameKeyWhateverItIsMadeOf() throws BusinessNo {
        List<String> names = List.of(
                "Jürgen",
                "J?rgen",
                "Müller",
                "Möller",
                "Łukasz",
                "山田太郎",
                "ann",
                "ann ",
                " ann",
                "undo",
                "A/B",
                "A%2FB",
                "one\nline\r\nmore",
                "tab\t",
                "राम",
                "ü".repeat(500),
                "ü".repeat(501),
                "#1 & co?key=x+y",
                "\u202Eevil");
        for (String name : names) {
            objects.create("contacts", IdempotencyKey.of(RUN, "Task_1", name), new Content("Ada"), "refused");
        }
        for (String name : names) {
            IdempotencyKey key = IdempotencyKey.of(RUN, "Task_1", name);
            objects.delete("contacts", objects.find("contacts", key).orElseThrow(), key.undo());
        }

        assertThat(changes(ObjectChange.Change.CREATED)).hasSize(names.size()).doesNotHaveDuplicates();
        assertThat(changes(ObjectChange.Change.DELETED)).hasSize(names.size()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", ".."})
    void neverNamesAllOfAKindWhereItMeansOne(String id) {
        IdempotencyKey key = IdempotencyKey.of(RUN, "Task_1");

        assertThatThrownBy(() -> objects.delete("contacts", id, key)).isInstanceOf(StepRefused.class);
        assertThatThrownBy(() -> objects.put("contacts", id, key, new Content("Ada"), "refused"))
                .isInstanceOf(StepRefused.class);

        assertThat(sandbox.client().objectCalls()).isEmpty();
    }

    private List<String> changes(ObjectChange.Change what) {
        return sandbox.client().objects().stream()
                .filter(change -> change.change() == what)
                .map(ObjectChange::id)
                .toList();
    }
}
