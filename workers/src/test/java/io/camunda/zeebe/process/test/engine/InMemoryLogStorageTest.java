package io.camunda.zeebe.process.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.logstreams.storage.LogStorage.AppendListener;
import io.camunda.zeebe.logstreams.storage.LogStorageReader;
import io.camunda.zeebe.util.buffer.DirectBufferWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class InMemoryLogStorageTest {

    private final InMemoryLogStorage log = new InMemoryLogStorage();
    private final LogStorageReader reader = log.newReader();

    /** Of the library's own log, two of three repetitions fail. */
    @RepeatedTest(50)
    void whoReadsWhileAnotherAppendsSeesEachBlockOnceInOrder() {
        int blocks = 5_000;
        CompletableFuture<Void> writer =
                CompletableFuture.runAsync(() -> IntStream.range(0, blocks).forEach(this::append));

        List<Integer> seen = new ArrayList<>();
        while (seen.size() < blocks && !writer.isCompletedExceptionally()) {
            if (reader.hasNext()) {
                seen.add(read());
            }
        }

        writer.join();
        assertThat(seen).isEqualTo(IntStream.range(0, blocks).boxed().toList());
        assertThat(reader.hasNext()).isFalse();
    }

    @Test
    void seeksTheBlockThatHasThePosition() {
        IntStream.of(0, 10, 20).forEach(this::append);

        reader.seek(-1);
        assertThat(read()).isZero();
        reader.seek(10);
        assertThat(read()).isEqualTo(10);
        reader.seek(19);
        assertThat(read()).isEqualTo(10);
        reader.seek(99);
        assertThat(read()).isEqualTo(20);
    }

    private int read() {
        return reader.next().getInt(0);
    }

    private void append(int position) {
        UnsafeBuffer block = new UnsafeBuffer(new byte[Integer.BYTES]);
        block.putInt(0, position);
        log.append(position, position, new DirectBufferWriter().wrap(block), new AppendListener() {});
    }
}
