package io.backstitch.job;

import io.backstitch.lane.LanesSettings;
import io.backstitch.lane.RunningLanes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Opens the workers of the lanes that this process runs when the application starts, and drains them before anything else when it
 * stops.
 *
 * <ol>
 *   <li>No job is taken any more; what waits for a thread goes back to the engine at once.
 *   <li>What is worked at may end within {@code backstitch.lanes.drain}.
 *   <li>The rest is interrupted, and goes back to the engine without using up an attempt.
 * </ol>
 *
 * <p>So no job waits for its time-out after a restart. What the engine was just about to hand out may, for
 * {@link JobsInHand#HOLD} at most.
 */
@Component
class JobWorkers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JobWorkers.class);
    /** To come back from an interrupt, and to tell the engine. */
    private static final Duration LAST = Duration.ofSeconds(2);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final LanesSettings settings;
    private final List<LaneWorkers> workers;
    private volatile boolean open;

    JobWorkers(
            Lanes lanes,
            LanesSettings settings,
            RunningLanes running,
            LaneKernels kernels,
            PartnerRates rates,
            JobsInHand jobsInHand,
            Clock clock) {
        this.settings = settings;
        this.workers = running.all().stream()
                .map(lane -> new LaneWorkers(lane, lanes, kernels.on(lane), rates, jobsInHand, clock))
                .toList();
    }

    @Override
    public void start() {
        open = true;
        workers.forEach(LaneWorkers::open);
    }

    @Override
    public void stop() {
        workers.forEach(LaneWorkers::stopTaking);
        if (!isIdleWithin(settings.drain())) {
            log.warn("Not all jobs have ended within {}; the rest is interrupted and handed back", settings.drain());
            workers.forEach(LaneWorkers::interrupt);
            if (!isIdleWithin(LAST)) {
                workers.forEach(LaneWorkers::handBackTheRest);
            }
        }
        open = false;
    }

    private boolean isIdleWithin(Duration time) {
        long begin = System.nanoTime();
        while (!workers.stream().allMatch(LaneWorkers::isIdle)) {
            if (System.nanoTime() - begin >= time.toNanos()) {
                return false;
            }
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isRunning() {
        return open;
    }
}
