package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.backstitch.Migrations;
import io.backstitch.lane.LaneSettings;
import io.backstitch.lane.LanesSettings;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.value.Rate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The rate of a partner, kept by several processes on the real database. */
@NeedsStack(Part.POSTGRES)
class PartnerRatesTest {

    private static final AtomicLong KEYS = new AtomicLong(System.nanoTime());

    private final DriverManagerDataSource database;
    private final JobPauses pauses;

    PartnerRatesTest(RunningStack stack) {
        database = new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword());
        Migrations.main(new String[] {
            "--spring.datasource.url=" + stack.jdbcUrl(),
            "--spring.datasource.username=" + stack.jdbcUser(),
            "--spring.datasource.password=" + stack.jdbcPassword()
        });
        pauses = new JobPauses(JdbcClient.create(database), Clock.systemUTC());
    }

    /** One process; each test has a partner of its own. */
    private PartnerRates process(String partner, String rate) {
        LaneSettings half = new LaneSettings(4, 4, Duration.ofSeconds(1), 1, 0.5, 0.5, null);
        return new PartnerRates(
                new Partners(Map.of(
                        partner,
                        new Partner(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ZERO,
                                null,
                                Rate.valueOf(rate)))),
                new LanesSettings(List.of(), Duration.ZERO, Map.of("system", half, "automation", half)),
                pauses,
                database,
                Clock.systemUTC());
    }

    private static PausedJob aJob() {
        return new PausedJob(KEYS.incrementAndGet(), 1, "some.step");
    }

    @Test
    void twoProcessesAndManyThreadsGetPlacesThatAreEvenlySpaced() throws Exception {
        List<PartnerRates> processes = List.of(process("even", "1/m"), process("even", "1/m"));
        List<Callable<Optional<Instant>>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            PartnerRates process = processes.get(i % 2);
            calls.add(() -> process.waitFor(aJob(), "system", "even"));
        }
        List<Instant> places = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Optional<Instant>> call : threads.invokeAll(calls)) {
                call.get().ifPresent(places::add);
            }
        }

        assertThat(places).hasSize(19);
        places.sort(null);
        for (int i = 1; i < places.size(); i++) {
            assertThat(Duration.between(places.get(i - 1), places.get(i)))
                    .as(
                            "two minutes, but for when somebody came to know their place: none is given twice, and none left out")
                    .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(3));
        }
    }

    @Test
    void whoComesAgainBeforeItsPlaceKeepsIt() throws Exception {
        PartnerRates rates = process("again", "1/m");
        rates.waitFor(aJob(), "system", "again");
        PausedJob job = aJob();
        Optional<Instant> place = rates.waitFor(job, "system", "again");

        assertThat(rates.waitFor(job, "system", "again")).isPresent();

        assertThat(pauses.place(job.key()).orElseThrow()).isCloseTo(place.orElseThrow(), within(1, ChronoUnit.MILLIS));
    }

    @Test
    void aBurstOfOneLaneDoesNotTakeThePlacesOfAnother() throws Exception {
        PartnerRates rates = process("burst", "2/m");
        for (int i = 0; i < 50; i++) {
            rates.waitFor(aJob(), "automation", "burst");
        }

        assertThat(rates.waitFor(aJob(), "system", "burst")).isEmpty();
    }

    @Test
    void aPlaceThatWasMissedIsLost() throws Exception {
        PartnerRates rates = process("missed", "1/m");
        rates.waitFor(aJob(), "system", "missed");
        PausedJob late = aJob();
        pauses.write(late, JobPause.Reason.PARTNER_RATE, "", Instant.now().minusSeconds(60));

        assertThat(rates.waitFor(late, "system", "missed")).isPresent();
    }

    @Test
    void refusesARateThatIsNone() {
        assertThatThrownBy(() -> Rate.valueOf("many/m"))
                .hasMessage("rate must be a number for each s, m or h, such as 600/m, but is \"many/m\"");
    }
}
