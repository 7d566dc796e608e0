package io.backstitch.intake;

import io.backstitch.PartsOnDatabase;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.Sagas;
import io.backstitch.messaging.EngineRecord;
import io.backstitch.stack.junit.RunningStack;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The real intake and the real relay on the real database; the engine is played, batch by batch. */
final class IntakeOnDatabase implements AutoCloseable {

    @EnableAutoConfiguration
    @Import({RunTokens.class, Runs.class, Publications.class, Undelivered.class, TakenRecords.class, KnownRequests.class
    })
    static class Parts {
        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        PlayedEngine engine() {
            return new PlayedEngine();
        }

        /** Told what to do by the test, not by a thread of its own. */
        @Bean
        RelayByHand relay(
                Publications publications,
                PlayedEngine engine,
                Undelivered undelivered,
                TransactionTemplate transaction,
                DataSource dataSource) {
            var means = new Relay.Means(
                    publications, engine, undelivered, new StartRates(dataSource), transaction, () -> true);
            return new RelayByHand(new Relay(IntakeWithoutEngine.oneLine(), means), means);
        }

        @Bean
        Intake intake(
                JdbcTemplate jdbc,
                TransactionTemplate transaction,
                RelayByHand relay,
                RunTokens tokens,
                KnownRequests known,
                JsonMapper json,
                Clock clock) {
            return new Intake(jdbc, transaction, relay.relay(), tokens, known, json, clock);
        }

        @Bean
        Sagas sagas(DataSource dataSource, Clock clock) {
            return new Sagas(dataSource, clock);
        }

        @Bean
        Buried buried() {
            return new Buried();
        }
    }

    /** Keeps Spring from starting the relay's thread. */
    record RelayByHand(Relay relay, Relay.Means means) {}

    /** What was put aside, and what was taken after all. */
    static final class Buried implements UndeliveredListener {
        final List<String> ids = new ArrayList<>();
        final List<String> reasons = new ArrayList<>();

        @Override
        public void buried(String id, String process, String run, String message, String reason) {
            ids.add(id);
            reasons.add(reason);
        }

        @Override
        public void taken(String id) {
            ids.remove(id);
        }

        void forget() {
            ids.clear();
            reasons.clear();
        }
    }

    /** What an event says. */
    record News(String text) {}

    final String process = "intake" + UUID.randomUUID().toString().replace("-", "");
    private final ConfigurableApplicationContext application;
    private final LineRelay line;

    IntakeOnDatabase(RunningStack stack) {
        this(PartsOnDatabase.forAllTests(stack, Parts.class));
    }

    /** With more of the application around it. */
    IntakeOnDatabase(ConfigurableApplicationContext application) {
        this.application = application;
        line = relayOf(IntakeWithoutEngine.oneLine().all().getFirst());
    }

    private LineRelay relayOf(Line which) {
        return new LineRelay(which, get(RelayByHand.class).means());
    }

    Accepted accept(String subject, String key, String text) {
        return accept(subject, key, text, true);
    }

    /** One that starts nothing. */
    Accepted update(String subject, String key, String text) {
        return accept(subject, key, text, false);
    }

    private Accepted accept(String subject, String key, String text, boolean starts) {
        return accept(Sender.program("test"), subject, key, text, starts);
    }

    Accepted accept(Sender sender, String subject, String key, String text, boolean starts) {
        Trigger.Subject about = new Trigger.Subject(subject, process + ".changed", starts);
        return get(Intake.class).accept(new Trigger(process, sender, key, new News(text), about));
    }

    Accepted start(String key) {
        return start(Sender.program("test"), key, "begin");
    }

    Accepted start(Sender sender, String key, String text) {
        return get(Intake.class).accept(new Trigger(process, sender, key, new News(text)));
    }

    /** As the version before stored it, which knew clients and no persons. */
    void forgetPersons() {
        sql("UPDATE run SET asked_by = '' WHERE process = ?").param(process).update();
        sql("UPDATE run_event SET asked_by = '' WHERE process = ?")
                .param(process)
                .update();
    }

    /** The id of the event with this key. */
    String event(String key) {
        return IntakeIds.event(new Trigger(process, Sender.program("test"), key, new News("")));
    }

    PlayedEngine engine() {
        return get(PlayedEngine.class);
    }

    Buried buried() {
        return get(Buried.class);
    }

    LineRelay.Next relay() {
        return line.relayBatch();
    }

    /** One batch of another line. */
    LineRelay.Next relay(Line other) {
        return relayOf(other).relayBatch();
    }

    /** Until there is nothing more to relay. */
    void relayAll() {
        LineRelay.Next next = relay();
        while (next != LineRelay.Next.WHEN_WOKEN) {
            next = relay();
        }
    }

    void end(String run) {
        get(Sagas.class).end(new SagaId(process, run), "DONE");
    }

    /** As the engine says that the run has taken a message. */
    void recordTaken(String run, long messageKey) {
        EngineRecord record = new EngineRecord(
                1,
                1,
                1,
                "PROCESS_MESSAGE_SUBSCRIPTION",
                "CORRELATED",
                get(Clock.class).instant(),
                null,
                JsonMapper.shared()
                        .valueToTree(Map.of(
                                "messageKey", messageKey,
                                "correlationKey", run,
                                "messageName", process + ".changed")));
        get(TakenRecords.class).handle(record);
    }

    int count(String table) {
        return sql("SELECT count(*) FROM " + table + " WHERE process = ?")
                .param(process)
                .query(Integer.class)
                .single();
    }

    JdbcClient.StatementSpec sql(String statement) {
        return get(JdbcClient.class).sql(statement);
    }

    <T> T get(Class<T> type) {
        return application.getBean(type);
    }

    /** Takes away what waits: the next test's relay would bring it. The engine and the listener forget this test. */
    @Override
    public void close() {
        engine().forget();
        buried().forget();
        sql("DELETE FROM run_event WHERE process = ?").param(process).update();
        sql("DELETE FROM saga WHERE process = ?").param(process).update();
        sql("DELETE FROM run WHERE process = ?").param(process).update();
    }
}
