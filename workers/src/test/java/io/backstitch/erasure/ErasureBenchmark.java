package io.backstitch.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.PartsOnDatabase;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How long an erasure looks through many runs, of which each thousandth names the person. Not run by the build; on a machine that does nothing else:
 *
 * <pre>./mvnw -Pbenchmark -pl workers -am test -Dtest=ErasureBenchmark</pre>
 *
 * {@code -Druns=} sets how many runs there are.
 */
@NeedsStack(value = Part.POSTGRES, measures = true)
class ErasureBenchmark {

    private static final int RUNS = Integer.getInteger("runs", 100_000);

    @Test
    void measuresHowLongAnErasureTakes(RunningStack stack) {
        try (ConfigurableApplicationContext application = PartsOnDatabase.start(stack, ErasuresTest.Parts.class)) {
            JdbcClient database = application.getBean(JdbcClient.class);
            fill(database);
            for (int round = 1; round <= 3; round++) {
                String person = "anna.bell" + round;
                database.sql("UPDATE run SET variables = jsonb_set(variables, '{requester}', to_jsonb(CAST(? AS text)))"
                                + " WHERE id LIKE 'run-%000'")
                        .param(person)
                        .update();
                long begin = System.nanoTime();
                Erasures.Erased erased =
                        application.getBean(Erasures.class).erase(person, Set.of(), "asked for it", false, "officer");
                double seconds = (System.nanoTime() - begin) / 1e9;
                assertThat(erased.erased()).containsEntry("run.variables", RUNS / 1000);
                System.out.printf(
                        "%d runs, %s: a person in %d of them erased in %.1f s%n",
                        RUNS, size(database), RUNS / 1000, seconds);
            }
        }
    }

    private static String size(JdbcClient database) {
        return database.sql("SELECT pg_size_pretty(pg_database_size(current_database()))")
                .query(String.class)
                .single();
    }

    /** Runs of four effects that have ended, about as large as those of expense. */
    private static void fill(JdbcClient database) {
        for (int first = 1; first <= RUNS; first += 10_000) {
            int last = Math.min(first + 9_999, RUNS);
            for (String insert : INSERTS) {
                database.sql(insert).param("first", first).param("last", last).update();
            }
        }
        database.sql("VACUUM ANALYZE").update();
    }

    private static final String[] INSERTS = {"""
        INSERT INTO saga (id, process, business_id, state, outcome, opened_at, ended_at)
        SELECT 'expense/run-' || i, 'expense', 'run-' || i, 'COMPLETED', 'PAID', now(), now() FROM generate_series(:first, :last) AS i
        """, """
        INSERT INTO run (id, process, source, idempotency_key, fingerprint, variables, accepted_at, relayed_at)
        SELECT 'run-' || i, 'expense', 'api/web', 'key-' || i, md5(i::text), jsonb_build_object('requester', 'employee' || i % 500,
               'purpose', 'Trade fair ' || md5(i::text), 'costCenter', 'c' || i % 50, 'items', repeat(md5(i::text), 12)), now(), now()
        FROM generate_series(:first, :last) AS i
        """, """
        INSERT INTO effect (key, saga, element, activation, type, recovery, state, attempt, owner, lease_until, fingerprint, request, receipt,
            claimed_at, changed_at)
        SELECT 'expense/run-' || i || '/step' || n, 'expense/run-' || i, 'step' || n, n, 'expense.step' || n, 'REPEAT_WITH_KEY', 'COMPLETED', 1,
               'one', now(), md5(i::text), '{"payee":"employee' || i % 500 || '","amount":' || i || '}', '{"id":"' || md5(i::text) || '"}', now(), now()
        FROM generate_series(:first, :last) AS i, generate_series(1, 4) AS n
        """, """
        INSERT INTO effect_event (key, attempt, event, at)
        SELECT 'expense/run-' || i || '/step' || n % 4, 1, 'COMPLETED', now() FROM generate_series(:first, :last) AS i, generate_series(1, 8) AS n
        """, """
        INSERT INTO audit_entry (tenant, seq, at, kind, run, canonical, hash)
        SELECT 'bench', 4 * i + n, now(), 'approval.sealed', 'expense/run-' || i, convert_to(repeat('{"reason":"because"}', 30), 'UTF8'), sha256('x')
        FROM generate_series(:first, :last) AS i, generate_series(0, 3) AS n
        """};
}
