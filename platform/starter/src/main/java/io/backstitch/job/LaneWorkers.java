package io.backstitch.job;

import io.backstitch.lane.Lane;
import io.camunda.client.api.response.ActivatedJob;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;

/**
 * The workers of one lane.
 *
 * <ol>
 *   <li>A job of a run that no door has taken is refused.
 *   <li>A job of a tenant that has its share of the lane goes back for a moment.
 *   <li>A job whose partner may not be called yet goes back until its place.
 *   <li>The others wait for a thread of the lane, and are worked at.
 * </ol>
 *
 * <p>What goes back holds no thread, and no attempt is used up.
 */
final class LaneWorkers {

    private static final Logger log = LoggerFactory.getLogger(LaneWorkers.class);
    private static final Duration DATABASE_PAUSE = Duration.ofSeconds(2);
    private static final Duration REFUSED_PAUSE = Duration.ofSeconds(30);
    /** At least; up to twice as long, so that those who went back together do not come back together. */
    private static final Duration SHARE_PAUSE = Duration.ofSeconds(1);

    private final Lane lane;
    private final Lanes lanes;
    private final LaneKernel kernel;
    private final PartnerRates rates;
    private final JobsInHand jobsInHand;
    private final Clock clock;
    private final Set<ActivatedJob> here = ConcurrentHashMap.newKeySet();

    LaneWorkers(Lane lane, Lanes lanes, LaneKernel kernel, PartnerRates rates, JobsInHand jobsInHand, Clock clock) {
        this.lane = lane;
        this.lanes = lanes;
        this.kernel = kernel;
        this.rates = rates;
        this.jobsInHand = jobsInHand;
        this.clock = clock;
    }

    void open() {
        List<JobType> types = lanes.in(lane.name());
        lane.watch(lanes.sizing(lane.name(), lane.settings()));
        types.forEach(type -> lane.open(type.name(), type.variables(), JobsInHand.HOLD, job -> handle(job, type)));
        log.info("Lane {} takes the jobs of {} types", lane.name(), types.size());
    }

    private void handle(ActivatedJob job, JobType type) {
        MDC.put("process", job.getBpmnProcessId());
        MDC.put("jobType", job.getType());
        MDC.put("processInstanceKey", String.valueOf(job.getProcessInstanceKey()));
        here.add(job);
        try {
            seat(kernel.admission().admit(job, type), type);
        } catch (NotAdmitted e) {
            refuse(job, e);
        } catch (DataAccessException e) {
            kernel.jobs()
                    .notNowUnrecorded(job, DATABASE_PAUSE, kernel.failures().sentence(e));
        } catch (InterruptedException e) {
            kernel.jobs().handBack(job);
        } catch (RuntimeException e) {
            kernel.jobs().broke(job, e);
        } finally {
            here.remove(job);
            MDC.clear();
        }
    }

    /** Before it costs anybody a place. Where the engine keeps it, for instance since the one that has called it is not known yet, it comes again. */
    private void refuse(ActivatedJob job, NotAdmitted reason) {
        Refusals.Stranger stranger = new Refusals.Stranger(
                job.getProcessInstanceKey(), job.getBpmnProcessId(), String.valueOf(reason.getMessage()));
        if (!kernel.refusals().refuse(stranger)) {
            kernel.jobs().notNowUnrecorded(job, REFUSED_PAUSE, stranger.why());
        }
    }

    private void seat(Step step, JobType type) throws InterruptedException {
        ActivatedJob job = step.job();
        switch (lane.seat(job.getTenantId(), () -> mayCall(job, type), () -> work(step, type))) {
            case WORKED_AT -> {}
            case NOT_YET -> lane.wentBack("partner-rate");
            case OVER_SHARE -> {
                lane.wentBack("tenant-share");
                Duration pause =
                        SHARE_PAUSE.plusMillis(ThreadLocalRandom.current().nextLong(SHARE_PAUSE.toMillis()));
                kernel.jobs()
                        .notNow(
                                job,
                                clock.instant().plus(pause),
                                JobPause.Reason.TENANT_SHARE,
                                "its tenant has its share of the lane " + lane.name());
            }
            case CLOSED -> {
                lane.wentBack("drain");
                kernel.jobs().handBack(job);
            }
        }
    }

    private boolean mayCall(ActivatedJob job, JobType type) throws InterruptedException {
        String partner = type.partner();
        if (partner == null) {
            return true;
        }
        Optional<Instant> place = rates.waitFor(PausedJob.of(job), lane.name(), partner);
        place.ifPresent(until ->
                kernel.jobs().notNow(job, until, JobPause.Reason.PARTNER_RATE, "waits for the rate of " + partner));
        return place.isEmpty();
    }

    private void work(Step step, JobType type) {
        ActivatedJob job = step.job();
        Duration timeLimit = type.retry().timeLimit();
        try (JobsInHand.InHand hand = jobsInHand.take(job.getKey(), job.getType(), timeLimit)) {
            // For a moment only: nobody takes it over until the heartbeat has written down who has it.
            if (kernel.jobs().hasTimeLeft(job) || kernel.jobs().keep(job, JobsInHand.HOLD)) {
                type.handler().accept(kernel, step);
            } else {
                log.info("Job {} of {} came too late to begin; it comes again", hand.key(), hand.type());
            }
        }
    }

    /** Takes no jobs any more; those that wait for a thread go back. */
    void stopTaking() {
        lane.stopTaking();
    }

    boolean isIdle() {
        return here.isEmpty();
    }

    /** Ends the attempts that go on: their jobs go back to the engine, and no attempt is used up. */
    void interrupt() {
        kernel.failedJobs().drained();
        here.forEach(job -> jobsInHand.interrupt(job.getKey()));
    }

    /** Gives back the jobs of those that did not end: the ledger knows what they have done. */
    void handBackTheRest() {
        here.forEach(job -> {
            try {
                kernel.jobs().handBack(job);
            } catch (RuntimeException e) {
                log.warn("Job {} comes again when its time is up: {}", job.getKey(), e.getMessage());
            }
        });
    }
}
