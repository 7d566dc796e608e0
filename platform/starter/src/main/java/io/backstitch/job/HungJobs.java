package io.backstitch.job;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes down the jobs of this process at which a worker hangs: beyond their time limit, and not ended by the interruption. Nothing is
 * written as long as there are none.
 */
@Component
class HungJobs {

    private static final Logger log = LoggerFactory.getLogger(HungJobs.class);
    /** What an interruption ends, it ends within that. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final JobsInHand inHand;
    private final JdbcClient jdbc;
    private final InstanceId instance;
    private final Duration grace;
    private Set<Long> written = new HashSet<>();

    @Autowired
    HungJobs(JobsInHand inHand, JdbcClient jdbc, InstanceId instance) {
        this(inHand, jdbc, instance, GRACE);
    }

    /** With another time for what an interruption ends. */
    HungJobs(JobsInHand inHand, JdbcClient jdbc, InstanceId instance, Duration grace) {
        this.inHand = inHand;
        this.jdbc = jdbc;
        this.instance = instance;
        this.grace = grace;
    }

    @Scheduled(fixedDelay = 5000)
    void look() {
        List<JobsInHand.InHand> hung = inHand.longerThan(grace).stream()
                .filter(hand -> hand.age().compareTo(hand.timeLimit().plus(grace)) > 0)
                .toList();
        Set<Long> keys = new HashSet<>();
        hung.forEach(hand -> keys.add(hand.key()));
        try {
            hung.stream().filter(hand -> !written.contains(hand.key())).forEach(this::write);
            written.stream().filter(key -> !keys.contains(key)).forEach(this::delete);
            written = keys;
        } catch (DataAccessException e) {
            log.debug("Workers that hang are written down when the database is back", e);
        }
    }

    private void write(JobsInHand.InHand hand) {
        forgetTheGone();
        jdbc.sql("""
                        INSERT INTO job_overdue (job_key, instance, job_type, time_limit, began_at)
                        VALUES (?, ?, ?, ? * interval '1 second', now() - ? * interval '1 second')
                        ON CONFLICT (job_key, instance) DO NOTHING
                        """)
                .params(
                        hand.key(),
                        instance.value(),
                        hand.type(),
                        hand.timeLimit().toSeconds(),
                        hand.age().toSeconds())
                .update();
    }

    private void forgetTheGone() {
        jdbc.sql("""
                        DELETE FROM job_overdue AS overdue
                        USING instance AS owner WHERE owner.id = overdue.instance AND owner.alive_until < clock_timestamp()
                        """).update();
    }

    private void delete(long key) {
        jdbc.sql("DELETE FROM job_overdue WHERE job_key = ? AND instance = ?")
                .params(key, instance.value())
                .update();
    }
}
