package io.backstitch.retention;

import static io.backstitch.PartsOnDatabase.start;

import io.backstitch.AllTables;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.job.AllPartnerFailures;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.stack.junit.RunningStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Retention as the application has it, on the real database, with a directory and a process of its own. */
final class RetentionOnDatabase implements AutoCloseable {

    private static final AtomicLong KEYS = new AtomicLong(3_000_000_000_000_000L);

    @EnableAutoConfiguration
    @Import({AllPartnerFailures.class, AllTables.OfThePlatform.class})
    @ComponentScan(basePackageClasses = {DomainEvents.class, AuditLog.class, Retention.class})
    @ConfigurationPropertiesScan(basePackageClasses = {DomainEvents.class, AuditLog.class, Retention.class})
    static class Parts {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    final String process = "kept" + UUID.randomUUID().toString().replace("-", "");
    final GeneratedRuns runs;
    private final Path directory;
    private final ConfigurableApplicationContext application;

    RetentionOnDatabase(RunningStack stack, Path directory, String... settings) {
        this.directory = directory;
        application = start(
                stack,
                new SpringApplicationBuilder(Parts.class).properties("backstitch.retention.pause=0s"),
                Stream.concat(
                                Stream.of(
                                        "--backstitch.retention.directory=" + directory,
                                        "--backstitch.retention.every=1h",
                                        "--backstitch.retention.processes." + process + "=30d"),
                                Stream.of(settings))
                        .toArray(String[]::new));
        runs = new GeneratedRuns(get(JdbcClient.class), process, KEYS.addAndGet(1_000_000_000));
    }

    int archive() {
        return get(Retention.class).archiveAll();
    }

    /** How many rows of the process' runs there are in all tables that have something of a run. */
    Map<String, Integer> rows() {
        Map<String, Integer> rows = new TreeMap<>();
        RunTables tables = get(RunTables.class);
        List<String> ids =
                sql("SELECT business_id FROM saga WHERE process = ? UNION SELECT id FROM run_archived WHERE process = ?")
                        .params(process, process)
                        .query((row, number) -> row.getString(1))
                        .list();
        Stream.concat(tables.archived().stream(), tables.deleted().stream())
                .distinct()
                .forEach(table -> rows.merge(
                        table.table(),
                        sql(table.count())
                                .param("process", process)
                                .param("runs", ids.toArray(String[]::new))
                                .query(Integer.class)
                                .single(),
                        Integer::max));
        return rows;
    }

    int open() {
        return sql("SELECT count(*) FROM saga WHERE process = ?")
                .param(process)
                .query(Integer.class)
                .single();
    }

    /** All files, by name. */
    Map<String, byte[]> files() {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    byte[] file(String name) {
        return Objects.requireNonNull(files().get(name), name);
    }

    /** The lines of all archives. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (String name : files().keySet()) {
            if (name.endsWith(".gz")) {
                try (BufferedReader in = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(directory.resolve(name))), StandardCharsets.UTF_8))) {
                    in.lines().forEach(lines::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return lines;
    }

    /** What happens when the row of this run is deleted, in PL/pgSQL. */
    void whenDeleted(int number, String statement) {
        sql("CREATE OR REPLACE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN %s; RETURN OLD; END $$"
                        .formatted(process, statement))
                .update();
        sql("CREATE TRIGGER %1$s BEFORE DELETE ON run FOR EACH ROW WHEN (OLD.id = '%2$s') EXECUTE FUNCTION %1$s()"
                        .formatted(process, runs.run(number)))
                .update();
    }

    void heal() {
        sql("DROP TRIGGER %s ON run".formatted(process)).update();
    }

    JdbcClient.StatementSpec sql(String statement) {
        return get(JdbcClient.class).sql(statement);
    }

    <T> T get(Class<T> type) {
        return application.getBean(type);
    }

    @Override
    public void close() {
        application.close();
    }
}
