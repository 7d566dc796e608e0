package io.backstitch.job;

import io.backstitch.compensation.Instances;
import io.backstitch.compensation.LedgerUnavailable;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Says twice a second that this process lives and what it has in hand, and takes over from those that do not.
 *
 * <ol>
 *   <li>Jobs in hand for longer than a beat are written down, and then kept: the engine is told to leave them here until their
 *       time limit. Younger ones need nothing: the engine hands them out again by itself after {@link JobsInHand#HOLD}.
 *   <li>Attempts beyond their time limit are interrupted.
 *   <li>The jobs of processes that have been silent for {@link #SILENCE} are handed out again: the engine is told that their time
 *       is up.
 * </ol>
 *
 * So the jobs of a process that dies are handed out again within five seconds, while nothing is spent on jobs that end in time.
 *
 * <p>A process whose virtual threads run no more is as good as dead, though this thread still runs: after ten seconds it says no more that it
 * lives, so that others take over; after a minute it ends, so that it is started again.
 */
@Component
class Heartbeat implements SmartLifecycle {

    static final Duration SILENCE = Duration.ofMillis(2500);

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration BEAT = Duration.ofMillis(500);
    /** The engine leaves a kept job here for a little longer than its time limit, so that we end the attempt, not the engine. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    /** A cold process on a busy machine may need some seconds. */
    private static final int SIGNS_UNTIL_SILENT = 20;

    private static final int SIGNS_UNTIL_THE_END = 120;
    /** As {@code sysexits.h} has it for a fault of the software. */
    private static final int INTERNAL_FAULT = 70;

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Set<Status.Code> NO_LONGER_OUT =
            Set.of(Status.Code.NOT_FOUND, Status.Code.FAILED_PRECONDITION, Status.Code.INVALID_ARGUMENT);

    private final Instances instances;
    private final JobsInHand jobs;
    private final CamundaClient client;
    // A thread of the platform: it must beat also when all virtual threads are busy.
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeat").factory());
    private final RunningThreads threads;
    private final IntConsumer exit;
    private volatile boolean running;
    private boolean databaseAway;

    @Autowired
    Heartbeat(Instances instances, JobsInHand jobs, CamundaClient client) {
        // Not System.exit: what is closed then would wait for virtual threads.
        this(instances, jobs, client, new RunningThreads(Thread::startVirtualThread), Runtime.getRuntime()::halt);
    }

    Heartbeat(Instances instances, JobsInHand jobs, CamundaClient client, RunningThreads threads, IntConsumer exit) {
        this.instances = instances;
        this.jobs = jobs;
        this.client = client;
        this.threads = threads;
        this.exit = exit;
    }

    @Override
    public void start() {
        running = true;
        var unusedBeats = timer.scheduleWithFixedDelay(this::beat, 0, BEAT.toMillis(), TimeUnit.MILLISECONDS);
        var unusedCleanings = timer.scheduleAtFixedRate(this::forgetOld, 1, 1, TimeUnit.HOURS);
    }

    private void forgetOld() {
        try {
            instances.forgetOld();
        } catch (LedgerUnavailable e) {
            log.debug("Old instances are forgotten an hour later: {}", e.getMessage());
        }
    }

    void beat() {
        if (!hasRunningThreads()) {
            return;
        }
        try {
            List<JobsInHand.InHand> longer = jobs.longerThan(BEAT);
            instances.beat(longer.stream().map(JobsInHand.InHand::key).toList());
            longer.forEach(this::keep);
            longer.forEach(JobsInHand.InHand::interruptIfOverdue);
            List<String> gone = instances.handOutJobsOfTheGone(this::handOut);
            if (!gone.isEmpty()) {
                log.warn("The jobs of {} are handed out again: it has been silent for {}", gone, SILENCE);
            }
            databaseAway = false;
        } catch (LedgerUnavailable e) {
            if (!databaseAway) {
                log.warn("The heartbeat waits for the database: {}", e.getMessage());
            }
            databaseAway = true;
        } catch (ClientException e) {
            log.debug("Jobs of an instance that is gone wait for the engine: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("A heartbeat failed; the next one comes in {}", BEAT, e);
        }
    }

    private boolean hasRunningThreads() {
        int missed = threads.missedSigns();
        Duration stood = BEAT.multipliedBy(missed);
        if (missed == SIGNS_UNTIL_SILENT) {
            say(() -> log.error(
                    "No virtual thread has run for {}: this process works no more, and others take over what it has in hand. {}",
                    stood,
                    ThreadDump.write()));
        }
        if (missed == SIGNS_UNTIL_THE_END) {
            say(() -> log.error("No virtual thread has run for {}: this process ends", stood));
            exit.accept(INTERNAL_FAULT);
        }
        return missed < SIGNS_UNTIL_SILENT;
    }

    /** On a thread of its own, which is waited for a moment only: what writes the log may stand still, too. */
    private static void say(Runnable words) {
        try {
            Thread.ofPlatform().daemon().name("last-words").start(words).join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(JobsInHand.InHand hand) {
        if (!hand.claimKeeping()) {
            return;
        }
        Duration left = hand.timeLimit().plus(GRACE).minus(hand.age());
        client.newUpdateTimeoutCommand(hand.key())
                .timeout(left.isPositive() ? left : AT_ONCE)
                .send()
                .whenComplete((kept, failure) -> {
                    if (failure != null && !isNoLongerOut(failure)) {
                        hand.keepingFailed();
                    }
                });
    }

    private void handOut(long job) {
        try {
            client.newUpdateTimeoutCommand(job).timeout(AT_ONCE).send().join();
        } catch (ClientStatusException e) {
            if (!NO_LONGER_OUT.contains(e.getStatusCode())) {
                throw e;
            }
        }
    }

    private static boolean isNoLongerOut(Throwable failure) {
        Throwable reason = failure instanceof ClientStatusException ? failure : failure.getCause();
        return reason instanceof ClientStatusException status && NO_LONGER_OUT.contains(status.getStatusCode());
    }

    /** Before the workers, so that no job is in hand without a beat; so it also stops after them. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE - 1;
    }

    @Override
    public void stop() {
        timer.shutdownNow();
        try {
            instances.leave();
        } catch (LedgerUnavailable e) {
            log.warn("The others will notice by the silence that this process has ended: {}", e.getMessage());
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
