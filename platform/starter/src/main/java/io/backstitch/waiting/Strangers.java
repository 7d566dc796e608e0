package io.backstitch.waiting;

import io.backstitch.job.Refusals;
import io.backstitch.model.Models;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Has the process instances refused that no door has begun, as the engine's records tell: somebody started one of our models in Tasklist or with the
 * engine's API, began a second instance for a run, or copied the name of a run into an instance of their own. So it happens also where
 * no step of ours has come to ask who it belongs to.
 */
@Component
class Strangers {

    private static final Logger log = LoggerFactory.getLogger(Strangers.class);
    private static final int AT_ONCE = 100;

    private final JdbcClient jdbc;
    private final Models models;
    private final Refusals refusals;
    /** Those behind it come with the next look, so that some that the engine keeps do not hold up the others. */
    private long seen;

    Strangers(JdbcClient jdbc, Models models, Refusals refusals) {
        this.jdbc = jdbc;
        this.models = models;
        this.refusals = refusals;
    }

    private record Found(
            long instance, String process, @Nullable String run) {}

    /** Those that the engine does not let go come again with the next look. */
    @Scheduled(fixedDelayString = "${backstitch.waiting.look}")
    void look() {
        try {
            List<Found> found = find();
            seen = found.size() < AT_ONCE ? 0 : found.getLast().instance();
            found.stream()
                    .filter(it -> models.mustComeThroughADoor(it.process()))
                    .forEach(it -> refusals.refuse(new Refusals.Stranger(it.instance(), it.process(), why(it.run()))));
        } catch (DataAccessException | TransactionException e) {
            log.debug("Whether somebody has begun what no door has taken is looked for again in a moment", e);
        }
    }

    private List<Found> find() {
        return jdbc.sql("""
                        SELECT instance, process, run FROM engine_instance WHERE stranger AND instance > ? ORDER BY instance LIMIT ?
                        """)
                .params(seen, AT_ONCE)
                .query((row, number) ->
                        new Found(row.getLong("instance"), row.getString("process"), row.getString("run")))
                .list();
    }

    /** @param run that it was begun for; null when it was not begun by a message of ours */
    static String why(@Nullable String run) {
        return run == null
                ? "It was not begun by a message of ours"
                : "It was begun for %s, but is not the instance of a run that a door has taken and that is open"
                        .formatted(run);
    }
}
