package io.backstitch.stack.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.stack.Part;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.process.Runs;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** There is one keeper for each stack, and none after its stop. */
class KeeperProcessTest {

    /** Lives until it is ended. */
    static final class Waiting {
        public static void main(String[] arguments) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void startsOneAndEndsIt() {
        KeeperProcess keeper = new KeeperProcess(new StackFolders(folder, folder, folder));
        try {
            keeper.start(Waiting.class.getName());
            long pid = pid();
            keeper.start(Waiting.class.getName());

            assertThat(pid()).isEqualTo(pid);
            keeper.stop();
            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        } finally {
            keeper.stop();
        }
        keeper.stop();
    }

    private long pid() {
        return new Runs(folder.resolve("keeper"))
                .alive(Part.APPLICATION)
                .orElseThrow()
                .pid();
    }
}
