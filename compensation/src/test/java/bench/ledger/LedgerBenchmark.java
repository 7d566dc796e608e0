package bench.ledger;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;

/**
 * What the ledger's operations cost, from a thousand rows to a million, on a PostgreSQL that syncs to disk. Eight minutes on a
 * machine that does nothing else:
 *
 * <pre>./mvnw -Pbenchmark -pl compensation test -Dtest=LedgerBenchmark</pre>
 *
 * {@code -Dbench=settle} measures only what is named so, {@code -Drows=1000,1000000} only these sizes.
 */
class LedgerBenchmark {

    private static final List<String> ROWS =
            List.of(System.getProperty("rows", "1000,10000,100000,1000000").split(","));

    @Test
    void measuresTheLedger() throws Exception {
        try (FilledDatabases databases = new FilledDatabases()) {
            System.out.println("PostgreSQL: " + databases.settings());
            for (String rows : ROWS) {
                databases.fill(Integer.parseInt(rows));
            }
            Collection<RunResult> results = new Runner(new OptionsBuilder()
                            .include(LedgerOperations.class.getName() + ".*" + System.getProperty("bench", ""))
                            .param("rows", ROWS.toArray(String[]::new))
                            .jvmArgsAppend("-D" + LedgerOperations.URL + "=" + databases.url())
                            .shouldFailOnError(true)
                            .build())
                    .run();
            results.stream()
                    .sorted(Comparator.comparing((RunResult result) -> name(result.getParams())))
                    .forEach(LedgerBenchmark::print);
        }
    }

    private static String name(BenchmarkParams params) {
        return params.getBenchmark().replaceAll(".*\\.", "");
    }

    private static void print(RunResult result) {
        BenchmarkParams params = result.getParams();
        Statistics times = result.getPrimaryResult().getStatistics();
        System.out.printf(
                "%-28s %,9d rows: mean %6.2f ms, p50 %6.2f ms, p95 %6.2f ms, p99 %6.2f ms, %,7.0f a second%n",
                name(params),
                Integer.parseInt(params.getParam("rows")),
                times.getMean(),
                times.getPercentile(50),
                times.getPercentile(95),
                times.getPercentile(99),
                params.getThreads() * 1000 / times.getMean());
    }
}
