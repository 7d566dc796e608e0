package io.backstitch.stack.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.backstitch.stack.Part;
import io.backstitch.stack.artifact.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** What is kept of tests that fail, seen on some that do. */
class FailureLogsTest {
    private static final Path ALL = Path.of("target", "failures");

    @ExtendWith(FailureLogs.class)
    static class Fails {
        @Test
        void inItself() {
            throw new IllegalStateException("the reason");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void inTheSecond(int turn) {
            assertThat(turn).isEqualTo(1);
        }

        @Test
        void notButIsSkipped() {
            assumeThat(true).isFalse();
        }
    }

    /** No part is started: the extension before the stack's fails first. */
    @ExtendWith(BeforeTheStack.class)
    @NeedsStack(Part.POSTGRES)
    static class FailsAsAClass {
        @Test
        void isNotReached() {}
    }

    static final class BeforeTheStack implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            throw new IllegalStateException("no stack");
        }
    }

    @BeforeEach
    void forgetEarlierRuns() throws IOException {
        for (Class<?> type : new Class<?>[] {Fails.class, FailsAsAClass.class}) {
            for (String method :
                    new String[] {"", ".inItself", ".inTheSecond.1", ".inTheSecond.2", ".notButIsSkipped"}) {
                Trees.delete(ALL.resolve(type.getName() + method));
            }
        }
    }

    @Test
    void theFailureTheLogsOfAllServersAndWhatThreadsDidAreInOneFolder() throws IOException {
        Path log = ServerLogs.newLog("some-server");
        Files.writeString(log, "what the server did\n");

        run(Fails.class);

        Path folder = kept(Fails.class, ".inItself");
        assertThat(folder.resolve("failure.txt")).content().contains("IllegalStateException: the reason");
        assertThat(folder.resolve("tests.threads.txt")).content().contains("FailureLogsTest.run");
        assertThat(folder.resolve("tests.virtual-threads.txt")).content().contains("FailureLogsTest.run");
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> file.endsWith(log.getFileName())))
                    .singleElement()
                    .satisfies(copy -> assertThat(copy).content().isEqualTo("what the server did\n"));
        }
    }

    @Test
    void anInvocationHasAFolderOfItsOwnAndWhatWasSkippedOrWentWellHasNone() {
        run(Fails.class);

        assertThat(kept(Fails.class, ".inTheSecond.2")).isDirectory();
        assertThat(kept(Fails.class, ".inTheSecond.1")).doesNotExist();
        assertThat(kept(Fails.class, ".notButIsSkipped")).doesNotExist();
    }

    @Test
    void aClassThatFailsBeforeItsTestsHasAFolderToo() {
        run(FailsAsAClass.class);

        assertThat(kept(FailsAsAClass.class, "").resolve("failure.txt"))
                .content()
                .contains("no stack");
    }

    private static Path kept(Class<?> type, String method) {
        return ALL.resolve(type.getName() + method);
    }

    private static void run(Class<?> test) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(test))
                .build();
        // Not those of the plan around it: they tell a person of its tests.
        LauncherConfig config = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .addTestExecutionListeners(new FailureListener())
                .build();
        LauncherFactory.create(config).execute(request);
    }
}
