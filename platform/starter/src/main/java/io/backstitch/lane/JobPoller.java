package io.backstitch.lane;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.CamundaFuture;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.response.ActivateJobsResponse;
import io.camunda.client.api.response.ActivatedJob;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the engine for the jobs of one type whenever there is room for one more, and never has more than the limit.
 *
 * <p>Instead of the client's own worker: that one asks again only when a job has ended, so that a slow job holds up the next; and with
 * a stream the engine sends on until the connection's buffer of a megabyte is full, where jobs wait unseen until their time is over.
 *
 * <p>While nothing is there one request waits at the engine, which costs neither side anything.
 */
final class JobPoller {

    private static final Logger log = LoggerFactory.getLogger(JobPoller.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration AN_ENGINE_THAT_DOES_NOT_WAIT = Duration.ofMillis(200);
    private static final String WORKER = "backstitch";

    private final CamundaClient client;
    private final String jobType;
    private final List<String> variables;
    private final Duration hold;
    private final Consumer<ActivatedJob> handler;
    private final Semaphore room;
    private final Thread thread;
    private volatile @Nullable CamundaFuture<ActivateJobsResponse> asking;
    private volatile boolean closed;

    JobPoller(
            CamundaClient client,
            String jobType,
            List<String> variables,
            int limit,
            Duration hold,
            Consumer<ActivatedJob> handler) {
        this.client = client;
        this.jobType = jobType;
        this.variables = variables;
        this.hold = hold;
        this.handler = handler;
        this.room = new Semaphore(limit);
        this.thread = Thread.ofVirtual().name("poll-" + jobType).unstarted(this::poll);
    }

    void start() {
        thread.start();
    }

    private void poll() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            try {
                if (!takeWhatIsThere()) {
                    Thread.sleep(AN_ENGINE_THAT_DOES_NOT_WAIT);
                }
                pause = FIRST_PAUSE;
            } catch (InterruptedException e) {
                return; // closed
            } catch (ClientException | CancellationException e) {
                pause = pauseAfter(e, pause);
            }
        }
    }

    /** False when the engine said at once that nothing is there, instead of waiting for something to come. */
    private boolean takeWhatIsThere() throws InterruptedException {
        room.acquire();
        int free = 1 + room.drainPermits();
        int taken = 0;
        long begin = System.nanoTime();
        try {
            List<ActivatedJob> jobs = ask(free);
            taken = jobs.size();
            jobs.forEach(this::begin);
            return taken > 0 || System.nanoTime() - begin > AN_ENGINE_THAT_DOES_NOT_WAIT.toNanos();
        } finally {
            room.release(free - taken);
        }
    }

    private List<ActivatedJob> ask(int most) {
        CamundaFuture<ActivateJobsResponse> answer = client.newActivateJobsCommand()
                .jobType(jobType)
                .maxJobsToActivate(most)
                .timeout(hold)
                .workerName(WORKER)
                .fetchVariables(variables)
                .send();
        asking = answer;
        if (closed) {
            answer.cancel(true);
        }
        return answer.join().getJobs();
    }

    private void begin(ActivatedJob job) {
        Thread.ofVirtual().name("job-" + job.getKey()).start(() -> {
            try {
                handler.accept(job);
            } finally {
                room.release();
            }
        });
    }

    private Duration pauseAfter(RuntimeException failure, Duration pause) {
        if (closed) {
            return pause;
        }
        log.debug("Jobs of {} are asked for again in {}: {}", jobType, pause, failure.getMessage());
        try {
            // Not all types at the same moment when the engine comes back.
            Thread.sleep(pause.toMillis() + ThreadLocalRandom.current().nextLong(pause.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }

    /** Asks no more; the engine keeps what it was about to answer. */
    void close() {
        closed = true;
        CamundaFuture<ActivateJobsResponse> answer = asking;
        if (answer != null) {
            answer.cancel(true);
        }
        thread.interrupt();
    }
}
