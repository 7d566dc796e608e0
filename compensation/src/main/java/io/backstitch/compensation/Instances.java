package io.backstitch.compensation;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;

/**
 * The processes that claim effects, and whether they live: each beats, and one that is silent for too long is gone.
 *
 * <p>Guarantees: the claims of an instance that is gone may be taken over at once, without waiting for their lease; its jobs
 * are handed out again by whoever of the others comes first. An instance that was only slow is back with its next
 * beat; what was taken over from it meanwhile is fenced by the attempt. Silence is measured by the clock of the database
 * alone, so that the clocks of the machines do not matter.
 *
 * @see <a href="https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html">Fencing tokens</a>
 */
public final class Instances {

    private final DataSource dataSource;
    private final String id;
    private final Duration silence;

    /**
     * @param id names this process, as in the {@link Ledger}
     * @param silence after which an instance counts as gone; several times the beat
     */
    public Instances(DataSource dataSource, String id, Duration silence) {
        this.dataSource = dataSource;
        this.id = id;
        this.silence = silence;
    }

    /** Says that this instance lives and has these jobs in hand. One round trip. */
    public void beat(Collection<Long> jobs) {
        Sql.updateAlone(dataSource, """
                INSERT INTO instance (id, started_at, alive_until, jobs)
                VALUES (?, clock_timestamp(), clock_timestamp() + ? * interval '1 millisecond', ?)
                ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until, jobs = excluded.jobs
                """, id, silence.toMillis(), Sql.numbers(List.copyOf(jobs), job -> job));
    }

    /** Says that this instance ends: what it still has in hand is handed out again without waiting for the silence. */
    public void leave() {
        Sql.updateAlone(dataSource, "UPDATE instance SET alive_until = clock_timestamp() WHERE id = ?", id);
    }

    /**
     * Hands out again the jobs of the instances that are gone. Each instance's jobs go through {@code handOut} until that
     * has once returned for all of them.
     *
     * @param handOut told each job; an exception leaves the jobs to the next call, here or elsewhere
     * @return the instances that were found gone
     */
    public List<String> handOutJobsOfTheGone(LongConsumer handOut) {
        return Sql.transaction(dataSource, connection -> {
            List<Gone> gone = Sql.list(connection, """
                    SELECT id, jobs FROM instance WHERE alive_until < clock_timestamp() AND jobs <> '{}'
                    FOR UPDATE SKIP LOCKED
                    """, Gone::read);
            for (Gone instance : gone) {
                instance.jobs().forEach(handOut::accept);
                forgetJobs(connection, instance.id());
            }
            return gone.stream().map(Gone::id).toList();
        });
    }

    /** Forgets the instances that are gone for a week; once an hour is enough. */
    public void forgetOld() {
        Sql.updateAlone(
                dataSource,
                "DELETE FROM instance WHERE alive_until < clock_timestamp() - interval '7 days' AND jobs = '{}'");
    }

    /** The row stays for some days: the claims of the instance are known by it to be without an owner. */
    private static void forgetJobs(Connection connection, String id) throws SQLException {
        Sql.update(connection, "UPDATE instance SET jobs = '{}' WHERE id = ?", id);
    }

    private record Gone(String id, List<Long> jobs) {
        static Gone read(ResultSet row) throws SQLException {
            Array jobs = row.getArray("jobs");
            return new Gone(row.getString("id"), Arrays.asList((Long[]) jobs.getArray()));
        }
    }
}
