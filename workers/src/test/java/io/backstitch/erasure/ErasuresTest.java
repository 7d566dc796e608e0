package io.backstitch.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.backstitch.AllTables;
import io.backstitch.PartsOnDatabase;
import io.backstitch.auditlog.AuditLog;
import io.backstitch.directory.Account;
import io.backstitch.directory.Directory;
import io.backstitch.directory.DirectoryAway;
import io.backstitch.directory.Person;
import io.backstitch.messaging.DomainEvents;
import io.backstitch.stack.Part;
import io.backstitch.stack.component.Postgres;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.tables.Kind;
import io.backstitch.tables.Store;
import io.backstitch.web.Problem;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.support.TransactionTemplate;

/** A person is planted in every table, erased, and looked for everywhere; the application has the rights that it has in production. */
@NeedsStack(Part.POSTGRES)
class ErasuresTest {

    private static final String LOGIN = "quirin.planted";
    private static final String MAIL = "q.planted@garden.example";
    private static final String FULL_NAME = "Quirin Östlich-Planted";
    private static final String ACCOUNT = "5b1d1f4e-7d0c-4f52-9c5e-0c7a5a0f9d11";

    @EnableAutoConfiguration
    @Import(AllTables.class)
    @ComponentScan(basePackageClasses = {DomainEvents.class, AuditLog.class, Erasures.class})
    @ConfigurationPropertiesScan(basePackageClasses = {DomainEvents.class, AuditLog.class, Erasures.class})
    static class Parts {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        PlantedDirectory directory() {
            return new PlantedDirectory();
        }
    }

    /** Knows one person. */
    static final class PlantedDirectory implements Directory {
        private boolean away;

        @Override
        public Optional<Account> account(String userName) {
            if (away) {
                throw new DirectoryAway(new IllegalStateException("nobody there"));
            }
            return userName.equals(LOGIN)
                    ? Optional.of(new Account(ACCOUNT, false, Set.of(MAIL, FULL_NAME)))
                    : Optional.empty();
        }

        @Override
        public Optional<Person> find(String userName) {
            return Optional.empty();
        }

        @Override
        public boolean hasRole(String userName, String role) {
            return false;
        }

        @Override
        public List<Person> members(String group) {
            return List.of();
        }
    }

    private final ConfigurableApplicationContext application;
    private final JdbcClient database;
    private final Erasures erasures;
    private final Stores stores;

    ErasuresTest(RunningStack stack) {
        application = stack.forAllTests(ConfigurableApplicationContext.class, () -> start(stack));
        database = application.getBean(JdbcClient.class);
        erasures = application.getBean(Erasures.class);
        stores = application.getBean(Stores.class);
        application.getBean(PlantedDirectory.class).away = false;
        clear(JdbcClient.create(new DriverManagerDataSource(stack.jdbcUrl(), stack.jdbcUser(), stack.jdbcPassword())));
        new ResourceDatabasePopulator(false, false, "UTF-8", new ClassPathResource("io/backstitch/erasure/planted.sql"))
                .execute(application.getBean(DataSource.class));
    }

    private static ConfigurableApplicationContext start(RunningStack stack) {
        Map<String, Object> role = Map.of(
                "spring.datasource.username",
                Postgres.APPLICATION_USER,
                "spring.datasource.password",
                Postgres.PASSWORD,
                "spring.flyway.user",
                stack.jdbcUser(),
                "spring.flyway.password",
                stack.jdbcPassword());
        return PartsOnDatabase.start(
                stack,
                new SpringApplicationBuilder(Parts.class)
                        .initializers(context -> context.getEnvironment()
                                .getPropertySources()
                                .addFirst(new MapPropertySource("role", role))));
    }

    /** All but the audit, and what migrations have put there. */
    private void clear(JdbcClient owner) {
        owner.sql("TRUNCATE "
                        + stores.all().stream()
                                .map(Store::table)
                                .filter(table ->
                                        !table.matches("audit_.*|expense_[bjpr].*|flyway_.*|run_key|stuck_watch"))
                                .collect(Collectors.joining(", ")))
                .update();
        owner.sql("DELETE FROM expense_budget").update();
        owner.sql("DELETE FROM expense_period").update();
        owner.sql("UPDATE audit_person SET value = NULL, salt = NULL").update();
    }

    @Test
    void nothingOfThePersonIsLeftInAnyTableButWhatTheAnswerSays() {
        Set<String> planted = found();

        Erasures.Erased erased = erase(LOGIN);

        assertThat(found())
                .containsExactlyInAnyOrder(
                        "run.idempotency_key", "failed_attempt.idempotency_key", "audit_entry.canonical", "saga.cause");
        assertThat(erased.stays()).extracting(Stay::where).containsAll(found());
        assertThat(erased.erased().keySet())
                .containsAll(planted.stream()
                        .filter(column -> !found().contains(column) && !column.startsWith("audit_"))
                        .collect(Collectors.toSet()));
        assertThat(planted).as("what a person can stand in").hasSizeGreaterThan(40);
    }

    @Test
    void everyColumnThatCanNameAPersonIsPlanted() {
        assertThat(found())
                .containsAll(stores.all().stream()
                        // What waits to be sent is never changed.
                        .filter(store -> !store.table().equals("event_publication"))
                        .flatMap(store -> store.changing().stream()
                                .filter(column -> column.kind() != Kind.BESIDE)
                                .map(column -> store.table() + "." + column.name()))
                        .toList());
    }

    @Test
    void aPersonStaysOnePersonEverywhere() {
        String pseudonym = "erased-" + erase(LOGIN).pseudonym();

        assertThat(text("SELECT requester FROM approval WHERE id = 1")).isEqualTo(pseudonym);
        assertThat(text("SELECT actor FROM approval_task WHERE element_instance_key = 11"))
                .isEqualTo(pseudonym);
        assertThat(text("SELECT array_to_string(users, ',') FROM approval_seat WHERE approval = 1"))
                .isEqualTo("boss," + pseudonym);
        assertThat(text("SELECT variables #>> '{lines,0,by}' FROM run WHERE id = 'planted-1'"))
                .isEqualTo(pseudonym);
        assertThat(text("SELECT subject FROM approval WHERE id = 1"))
                .isEqualTo(pseudonym + ": Trade fair (130.50 EUR)");
        assertThat(text("SELECT phone FROM bulkimport_row WHERE line = 2")).isEqualTo(pseudonym);
        assertThat(text("SELECT phone FROM bulkimport_row WHERE line = 3")).isEqualTo("+49 2");
    }

    @Test
    void whatIsNeededToKnowARequestAgainStays() {
        String keys = "SELECT id || idempotency_key || fingerprint || asked_by FROM run WHERE id = 'planted-1'";
        String effect = "SELECT key || fingerprint || state FROM effect WHERE key LIKE '%planted-1/charge'";
        String run = text(keys);
        String ledger = text(effect);

        Erasures.Erased erased = erase(LOGIN);

        assertThat(text(keys)).isEqualTo(run);
        assertThat(text(effect)).isEqualTo(ledger);
        assertThat(text("SELECT variables ->> 'amount' FROM run WHERE id = 'planted-1'"))
                .isEqualTo("130.50");
        assertThat(text("SELECT request FROM effect WHERE key LIKE '%planted-1/charge'"))
                .isEqualTo("{\"amount\":13050,\"payee\":\"erased-%s\"}".formatted(erased.pseudonym()));
        assertThat(text("SELECT encode(content, 'hex') FROM engine_record_aside WHERE topic_offset = 2"))
                .isEqualTo("ff005c");
        assertThat(text("SELECT coalesce(candidate_users::text, 'null') FROM user_task WHERE user_task_key = 22"))
                .isEqualTo("null");
    }

    @Test
    void theAnswerTellsWhatStaysElsewhere() {
        List<Stay> stays = erase(LOGIN).stays();

        assertThat(stays)
                .extracting(Stay::where)
                .contains(
                        "Kafka, topic backstitch.engine-records",
                        "Kafka, topic backstitch.events",
                        "the engine",
                        "Operate and Tasklist",
                        "logs",
                        "backups of the database",
                        "the partner of payments.charge",
                        "Keycloak",
                        "fingerprints of requests",
                        "run.asked_by");
        assertThat(stays).allSatisfy(stay -> assertThat(stay.until()).isNotBlank());
        assertThat(stays)
                .filteredOn(stay -> stay.where().equals("the partner of payments.charge"))
                .singleElement()
                .satisfies(stay -> assertThat(stay.what()).startsWith("1 call"));
    }

    @Test
    void theErasureIsOnRecordWithItsCounts() {
        Erasures.Erased erased = erase(LOGIN);

        String body = database.sql("""
                        SELECT text FROM (
                            SELECT body AS text FROM audit_pending WHERE kind = 'audit.person-erased'
                            UNION SELECT convert_from(canonical, 'UTF8') FROM audit_entry WHERE kind = 'audit.person-erased') AS found
                        WHERE text LIKE ?
                        """)
                .param("%" + erased.pseudonym() + "%")
                .query(String.class)
                .list()
                .getFirst();
        assertThat(body)
                .contains(erased.pseudonym(), "asked for it", "\"approval.requester\":1", "\"run.idempotency_key\":1")
                .doesNotContain(LOGIN, MAIL);
        assertThat(database.sql("SELECT count(*) FROM audit_person WHERE value = ?")
                        .param(LOGIN)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aSecondTimeFindsNothingUntilSomethingNewIsThere() {
        String first = erase(LOGIN).pseudonym();

        assertProblem(404, () -> erase(LOGIN))
                .satisfies(
                        problem -> assertThat(String.valueOf(problem.getBody().getProperties()))
                                .contains("run.idempotency_key", "audit_entry.canonical"));

        database.sql("UPDATE expense_period SET set_by = ? WHERE period = '2001-01'")
                .param(LOGIN)
                .update();
        Erasures.Erased again = erase(LOGIN);
        assertThat(again.erased()).containsExactly(Map.entry("expense_period.set_by", 1));
        assertThat(again.pseudonym()).isNotEqualTo(first);
    }

    @Test
    void whoHasNoAccountIsErasedByTheNamesThatAreGiven() {
        erasures.erase(MAIL, Set.of(FULL_NAME), "asked for it", false, "officer");

        assertThat(text("SELECT name || email FROM customer WHERE id = 'planted-1'"))
                .doesNotContain("Quirin", "garden");
        assertThat(text("SELECT requester FROM approval WHERE id = 1")).isEqualTo(LOGIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE saga SET ended_at = NULL WHERE id = 'onboarding/planted-1'",
                "UPDATE saga SET ended_at = NULL WHERE id = 'bulkimport/planted-2'",
                "UPDATE effect SET state = 'IN_DOUBT' WHERE key = 'onboarding/planted-1/charge'",
                "UPDATE effect SET state = 'VOID', changed_at = now() WHERE key = 'onboarding/planted-1/charge'",
                "UPDATE approval SET concluded_at = NULL",
                "UPDATE approval_delegation SET ended_at = NULL",
                "UPDATE user_task SET state = 'CREATED' WHERE user_task_key = 22",
                "UPDATE task_hold SET release_at = now()",
                "INSERT INTO engine_instance (instance, root, process, since) VALUES (1, 1, 'approval', now())",
                "UPDATE run SET dead_at = NULL WHERE id = 'planted-3'",
                "UPDATE dead_letter SET state = 'OPEN'",
                "UPDATE incident_alert SET given_up_at = NULL",
                "INSERT INTO event_publication (id, listener_id, event_type, serialized_event, publication_date)"
                        + " VALUES (gen_random_uuid(), '', '', '{\"by\":\"quirin.planted\"}', now())"
            })
    void nobodyIsErasedWhileSomethingGoesOnThatNeedsThem(String goesOn) {
        database.sql(goesOn).update();
        Set<String> before = found();

        assertProblem(409, () -> erase(LOGIN))
                .satisfies(
                        problem -> assertThat(problem.getBody().getProperties()).containsKey("open"));

        assertThat(found()).isEqualTo(before);
        assertThat(text("SELECT count(*)::text FROM audit_person WHERE value = '" + LOGIN + "'"))
                .isEqualTo("1");
    }

    @Test
    void aDelegationThatIsOverByItselfIsNoneInForce() {
        database.sql("UPDATE approval_delegation SET ended_at = NULL, until = '2001-01-02'")
                .update();

        assertThat(erase(LOGIN).erased()).containsKey("approval_delegation.from_user");
    }

    @Test
    void aDryRunTellsTheSameAndChangesNothing() {
        Set<String> before = found();

        Erasures.Erased would = erasures.erase(LOGIN, Set.of(), "asked for it", true, "officer");

        assertThat(found()).isEqualTo(before);
        assertThat(text("SELECT count(*)::text FROM audit_person WHERE value = '" + LOGIN + "'"))
                .isEqualTo("1");
        assertThat(erase(LOGIN).erased()).isEqualTo(would.erased());
    }

    @Test
    void refusesWhatWouldNameThePersonForEverOrEverybody() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> erasures.erase(LOGIN, Set.of(), "Quirin.Planted asked", false, "officer"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> erasures.erase(LOGIN, Set.of("ab"), "asked for it", false, "officer"));
    }

    @Test
    void whileItLooksNobodyWaits() {
        database.sql("UPDATE saga SET ended_at = NULL WHERE id = 'onboarding/planted-1'")
                .update();
        application.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
            database.sql("SELECT FROM effect FOR UPDATE").query().listOfRows();

            CompletableFuture<Erasures.Erased> asked = CompletableFuture.supplyAsync(() -> erase(LOGIN));

            assertThat(asked)
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(Problem.class);
        });
    }

    @Test
    void erasesNobodyWhileNobodySaysByWhichNamesTheyAreKnown() {
        application.getBean(PlantedDirectory.class).away = true;
        Set<String> before = found();

        assertProblem(503, () -> erase(LOGIN));

        assertThat(found()).isEqualTo(before);
    }

    private Erasures.Erased erase(String person) {
        return erasures.erase(person, Set.of(), "asked for it", false, "officer");
    }

    private Set<String> found() {
        return PlantedNames.in(database, LOGIN, MAIL, FULL_NAME, "\\\\303\\\\226stlich");
    }

    private String text(String query) {
        return database.sql(query).query(String.class).single();
    }

    private static ObjectAssert<Problem> assertProblem(int status, Runnable asked) {
        Problem problem = catchThrowableOfType(Problem.class, asked::run);
        assertThat(problem).isNotNull();
        assertThat(problem.getStatusCode().value()).isEqualTo(status);
        return assertThatObject(problem);
    }
}
