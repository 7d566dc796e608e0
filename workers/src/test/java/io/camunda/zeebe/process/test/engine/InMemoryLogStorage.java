package io.camunda.zeebe.process.test.engine;

import io.camunda.zeebe.logstreams.storage.LogStorage;
import io.camunda.zeebe.logstreams.storage.LogStorageReader;
import io.camunda.zeebe.util.buffer.BufferWriter;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArraySet;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The log of the engine in memory, in place of the library's class of this name, which comes later on the class path.
 *
 * <p>Each request is appended by the thread that brought it, while the engine's own thread reads. The library's (8.8.21) keeps the blocks in a plain
 * list: now and then the engine is told of a block before it can see it, dies of a null, and answers nothing any more. Here a block that can be seen
 * is there. Delete this once the library's passes the test.
 */
final class InMemoryLogStorage implements LogStorage {

    /** By the lowest position in each. */
    private final NavigableMap<Long, DirectBuffer> blocks = new ConcurrentSkipListMap<>();

    private final Set<CommitListener> listeners = new CopyOnWriteArraySet<>();

    /** One at a time: the log's sequencer sees to that. */
    @Override
    public void append(long lowestPosition, long highestPosition, BufferWriter block, AppendListener listener) {
        ExpandableArrayBuffer copy = new ExpandableArrayBuffer(block.getLength());
        block.write(copy, 0);
        blocks.put(lowestPosition, new UnsafeBuffer(copy, 0, block.getLength()));
        listener.onWrite(blocks.size(), highestPosition);
        listener.onCommit(blocks.size(), highestPosition);
        listeners.forEach(CommitListener::onCommit);
    }

    @Override
    public void addCommitListener(CommitListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeCommitListener(CommitListener listener) {
        listeners.remove(listener);
    }

    @Override
    public LogStorageReader newReader() {
        return new Reader();
    }

    private final class Reader implements LogStorageReader {

        /** The next block begins here or later. */
        private long from;

        @Override
        public void seek(long position) {
            Long begin = blocks.floorKey(position);
            from = begin == null ? 0 : begin;
        }

        @Override
        public boolean hasNext() {
            return blocks.ceilingKey(from) != null;
        }

        @Override
        public DirectBuffer next() {
            Entry<Long, DirectBuffer> block = blocks.ceilingEntry(from);
            if (block == null) {
                throw new NoSuchElementException("nothing from position " + from);
            }
            from = block.getKey() + 1;
            return block.getValue();
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
