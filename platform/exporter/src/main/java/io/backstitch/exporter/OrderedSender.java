package io.backstitch.exporter;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Brings messages to Kafka in the order in which they came, each again and again until Kafka has acknowledged it. Works in a thread of
 * its own, so that nobody waits for Kafka.
 *
 * <p>Kafka's producer, idempotent and without a time limit, tries again by itself while Kafka is away. What it gives up for another
 * reason (a refused message, a lost permission) would leave a gap: then this producer is ended at once, before it sends what comes behind,
 * and a new one begins with the oldest message that is not acknowledged. So a message may arrive twice, but none is missing or overtaken.
 */
final class OrderedSender implements AutoCloseable {

    private static final Duration PATIENCE_TO_END = Duration.ofSeconds(2);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long SILENCE_SECONDS = 10;
    /** To move the position costs the engine a write. */
    private static final long BETWEEN_REPORTS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Envelope envelope;
    private final Outgoing outgoing;
    private final LongConsumer acknowledged;
    private final Logger log;
    private final Thread thread;
    private final AtomicReference<@Nullable Exception> givenUp = new AtomicReference<>();
    private volatile @Nullable String lastFailure;
    private volatile boolean stalled;
    private volatile long acknowledgedUpTo = -1;
    private long reported = -1;
    private long reportedAt = System.nanoTime();
    private volatile boolean open = true;

    /**
     * Begins to send.
     *
     * @param acknowledged hears positions, growing: everything up to there is in Kafka
     */
    OrderedSender(
            String name,
            Supplier<Producer<byte[], byte[]>> producers,
            Envelope envelope,
            Outgoing outgoing,
            LongConsumer acknowledged,
            Logger log) {
        this.producers = producers;
        this.envelope = envelope;
        this.outgoing = outgoing;
        this.acknowledged = acknowledged;
        this.log = log;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::sendUntilClosed);
        // Kafka's client looks for its classes there, and they are not the broker's.
        this.thread.setContextClassLoader(OrderedSender.class.getClassLoader());
        this.thread.start();
    }

    /** What is not acknowledged is dropped: the engine exports it again. */
    @Override
    public void close() {
        open = false;
        thread.interrupt();
        try {
            thread.join(PATIENCE_TO_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendUntilClosed() {
        try {
            while (open) {
                sendWithOneProducer();
                outgoing.takeBack();
                tellWhenStalled();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException | InterruptException ended) {
            log.debug("The thread {} ends", thread.getName());
        }
    }

    private void sendWithOneProducer() throws InterruptedException {
        givenUp.set(null);
        Producer<byte[], byte[]> producer = null;
        try {
            producer = producers.get();
            while (open && givenUp.get() == null) {
                sendNext(producer);
                report();
                tellWhenStalled();
            }
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            if (producer != null) {
                producer.close(Duration.ZERO);
            }
        }
    }

    private void sendNext(Producer<byte[], byte[]> producer) throws InterruptedException {
        Message next = outgoing.next(PAUSE);
        if (next == null) {
            return;
        }
        AtomicReference<@Nullable Exception> refused = new AtomicReference<>();
        Future<?> unused = producer.send(envelope.of(next, producer), (metadata, failure) -> {
            if (failure == null) {
                arrived(next);
            } else if (Thread.currentThread().equals(thread)) {
                refused.set(failure);
            } else {
                giveUp(producer, failure);
            }
        });
        Exception failure = refused.get();
        if (failure != null) {
            // It never left us: what was sent before is not touched, and nothing was sent behind it.
            outgoing.takeBackNewest();
            failed(failure);
            Thread.sleep(PAUSE);
        }
    }

    /** In the producer's own thread, where closing it keeps it from sending anything more. */
    private void giveUp(Producer<byte[], byte[]> producer, Exception failure) {
        if (givenUp.compareAndSet(null, failure) && open) {
            failed(failure);
            producer.close(Duration.ZERO);
        }
    }

    private void arrived(Message message) {
        outgoing.acknowledge(message).ifPresent(position -> acknowledgedUpTo = position);
        report();
        if (stalled) {
            stalled = false;
            lastFailure = null;
            log.info("Kafka takes the engine's records again");
        }
    }

    /** Not each time, but soon: when nothing is left to wait for, or a while after the last report. */
    private synchronized void report() {
        long position = acknowledgedUpTo;
        long now = System.nanoTime();
        boolean due = outgoing.size() == 0 || now - reportedAt > BETWEEN_REPORTS_NANOS;
        if (open && due && position > reported) {
            reported = position;
            reportedAt = now;
            acknowledged.accept(position);
        }
    }

    private void failed(Exception failure) {
        lastFailure = failure.toString();
        log.debug("Kafka did not take a record", failure);
    }

    private void tellWhenStalled() {
        if (!stalled && outgoing.stalledSeconds() >= SILENCE_SECONDS) {
            stalled = true;
            log.warn(
                    "Kafka has taken none of the engine's records for {} s, {} wait{}. They are sent when it is back; nothing is lost",
                    outgoing.stalledSeconds(),
                    outgoing.size(),
                    lastFailure == null ? "" : " (" + lastFailure + ")");
        }
    }
}
