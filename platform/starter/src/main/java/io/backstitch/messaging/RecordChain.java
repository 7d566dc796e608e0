package io.backstitch.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Notices that signed records are missing from their topic: each names the one before it. It sees what this instance reads in one go,
 * and so all of the topic when that is read anew; not what was taken away while nobody read, and never the newest.
 *
 * <p>Metric {@code backstitch.records.missing}: gaps that were seen; each is an ERROR in the log, too.
 */
@Component
class RecordChain {

    private static final Logger log = LoggerFactory.getLogger(RecordChain.class);

    private final MeterRegistry metrics;
    private final Map<Integer, Long> farthest = new ConcurrentHashMap<>();

    RecordChain(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /** What is read now may not follow what was read last. */
    void beginAnew() {
        farthest.clear();
    }

    /** This one was read. */
    void add(Origin.Engine record) {
        Long before = farthest.get(record.partition());
        if (before != null && record.previous() > before) {
            metrics.counter("backstitch.records.missing").increment();
            log.error(
                    "Records of the engine's partition {} are missing between the positions {} and {}: somebody has deleted them, or has given the"
                            + " topic more partitions. What they said is not known here: look at the runs of that time in the engine",
                    record.partition(),
                    before,
                    record.position());
        }
        farthest.merge(record.partition(), record.position(), Math::max);
    }
}
