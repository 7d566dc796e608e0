package io.backstitch.lane;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.camunda.client.CamundaClient;
import io.camunda.client.CamundaClientConfiguration;
import io.camunda.client.api.command.enums.TenantFilter;
import io.camunda.client.api.response.ActivatedJob;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One lane of this process: its connection to the engine, its connections to the database, its threads.
 *
 * <p>The engine hands out at most {@code max-jobs-active} jobs of each job type to it; each comes on a virtual thread of its own,
 * which waits for one of the {@code threads} seats before it works. What one lane uses up, or waits for, no other lane shares.
 */
public final class Lane implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final String name;
    private final LaneSettings settings;
    private final CamundaClient client;
    private final HikariDataSource connections;
    private final Seats seats;
    private final TenantShares tenants;
    private final HandlerTime handlerTime = new HandlerTime();
    private final Queue<JobPoller> pollers = new ConcurrentLinkedQueue<>();
    private final MeterRegistry metrics;
    private volatile @Nullable Sizing sizing;

    Lane(
            String name,
            LaneSettings settings,
            CamundaClient client,
            HikariDataSource ofTheApplication,
            MeterRegistry metrics) {
        this.name = name;
        this.settings = settings;
        this.client = client;
        this.connections = connections(name, settings, ofTheApplication);
        this.seats = new Seats(settings.threads());
        this.tenants = TenantShares.of(settings, hasSeveralTenants(client.getConfiguration()));
        this.metrics = metrics;
    }

    private static boolean hasSeveralTenants(CamundaClientConfiguration engine) {
        return engine.getDefaultJobWorkerTenantIds().size() > 1
                || engine.getDefaultJobWorkerTenantFilter() == TenantFilter.ASSIGNED;
    }

    private static HikariDataSource connections(String name, LaneSettings settings, HikariDataSource ofTheApplication) {
        HikariConfig own = new HikariConfig();
        ofTheApplication.copyStateTo(own);
        own.setPoolName("lane-" + name);
        own.setMaximumPoolSize(settings.connections());
        own.setMinimumIdle(1);
        return new HikariDataSource(own);
    }

    public String name() {
        return name;
    }

    public LaneSettings settings() {
        return settings;
    }

    public CamundaClient client() {
        return client;
    }

    public DataSource connections() {
        return connections;
    }

    /** Publishes the metrics that {@link LaneMetrics} lists, and compares the time of handlers with the sizing from now on. */
    public void watch(Sizing sizing) {
        this.sizing = sizing;
        LaneMetrics.publish(metrics, sizing, seats, handlerTime);
    }

    void warnWhenTooSmall() {
        Sizing watched = sizing;
        if (watched != null && !watched.fits(handlerTime.lately())) {
            log.warn(
                    "By the time that handlers took lately jobs expire before a thread reaches them, and are handed out twice. {}",
                    watched.arithmetic(handlerTime.lately()));
        }
    }

    /**
     * Takes the jobs of one type from now on.
     *
     * @param variables the names of those that are fetched
     * @param handler is called on a thread of the lane, before a seat is taken
     */
    public void open(String jobType, List<String> variables, Duration hold, Consumer<ActivatedJob> handler) {
        JobPoller poller = new JobPoller(
                client,
                jobType,
                variables,
                settings.maxJobsActive(),
                hold,
                job -> LaneDataSource.on(connections, () -> handler.accept(job)));
        pollers.add(poller);
        poller.start();
    }

    /** What became of a job that wanted to be worked at. */
    public enum Entry {
        WORKED_AT,
        /** It may not begin yet. */
        NOT_YET,
        /** Its tenant has its share of the lane. */
        OVER_SHARE,
        /** The lane takes no jobs any more. */
        CLOSED
    }

    /** Asked when the job has a place in its tenant's share, and before it waits for a thread. */
    @FunctionalInterface
    public interface Permission {
        boolean mayBegin() throws InterruptedException;
    }

    /** Works at a job of a tenant as soon as a thread is free. */
    public Entry seat(String tenant, Permission permission, Runnable work) throws InterruptedException {
        if (seats.isClosed()) {
            return Entry.CLOSED;
        }
        if (!tenants.enter(tenant)) {
            return Entry.OVER_SHARE;
        }
        try {
            if (!permission.mayBegin()) {
                return Entry.NOT_YET;
            }
            return seats.take() ? workAt(work) : Entry.CLOSED;
        } finally {
            tenants.leave(tenant);
        }
    }

    private Entry workAt(Runnable work) {
        long begin = System.nanoTime();
        try {
            work.run();
            return Entry.WORKED_AT;
        } finally {
            seats.leave();
            Duration time = Duration.ofNanos(System.nanoTime() - begin);
            handlerTime.add(time);
            LaneMetrics.handled(metrics, name, time);
        }
    }

    /** Counts a job that went back to the engine without being worked at. */
    public void wentBack(String reason) {
        LaneMetrics.wentBack(metrics, name, reason);
    }

    /** Takes no jobs any more; those that are worked at go on. */
    public void stopTaking() {
        pollers.forEach(JobPoller::close);
        pollers.clear();
        seats.close();
    }

    @Override
    public void close() {
        stopTaking();
        client.close();
        connections.close();
    }
}
