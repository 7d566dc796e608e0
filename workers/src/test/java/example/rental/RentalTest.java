package example.rental;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.compensation.EffectState;
import io.backstitch.compensation.Saga;
import io.backstitch.compensation.SagaId;
import io.backstitch.compensation.SagaState;
import io.backstitch.engine.InMemoryApplication;
import io.backstitch.engine.ObjectsWitness;
import io.backstitch.stack.Part;
import io.backstitch.stack.junit.NeedsStack;
import io.backstitch.stack.junit.RunningStack;
import io.backstitch.stack.sandbox.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise P4 where a step is cut off by a timer, and where a run takes the way back more than once. */
@NeedsStack(Part.POSTGRES)
class RentalTest {

    private static final AtomicInteger CARS = new AtomicInteger();
    private static final Fault NO_DEDUPLICATION = Fault.withoutDeduplication();
    private static final Fault KEYS_REFUSED = Fault.status(422).onPath("/objects/keys");
    /** Time enough for a test to do something meanwhile. */
    private static final Map<String, String> SLOW_PARTNER = Map.of("backstitch.partners.objects.read-timeout", "4s");

    private static InMemoryApplication application;

    @BeforeAll
    static void start(RunningStack stack, @TempDir Path folder) {
        application = new InMemoryApplication(stack, folder, SLOW_PARTNER, Rental.class);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @AfterEach
    void mendPartners() {
        application.partners.clearFaults();
    }

    /** After three seconds the worker hears the answer and finds its activity gone; after six it has not waited so long. */
    @ParameterizedTest
    @ValueSource(ints = {3, 6})
    void undoesOnceWhatATimerCutOffWhileItsWorkerWasAtThePartner(int seconds) {
        application.partners.faultObjects(NO_DEDUPLICATION, slowCar(1, seconds));
        SagaId saga = rent(1);
        awaitCreated(saga, 1);

        application.engine.advanceClockNow(Duration.ofMinutes(2));

        assertRolledBack(saga, "too-slow");
        assertThat(witness(saga).created()).containsExactly(key(saga, "Task_ReserveCar", 1));
        assertThat(witness(saga).deleted()).containsExactly(key(saga, "Task_ReserveCar", 1));
    }

    @Test
    void undoesTheSecondTurnToo() {
        application.partners.faultObjects(NO_DEDUPLICATION, KEYS_REFUSED);
        SagaId saga = rent(2);

        assertRolledBack(saga, "keys-refused");
        assertThat(witness(saga).created())
                .containsExactlyElementsOf(turns(saga, "Task_ReserveCar", "Task_TakeDeposit"));
        assertThat(witness(saga).deleted())
                .containsExactlyElementsOf(turns(saga, "Task_TakeDeposit", "Task_ReserveCar"));
    }

    @Test
    void undoesWhatWasCutOffInTheSecondTurn() {
        application.partners.faultObjects(NO_DEDUPLICATION, KEYS_REFUSED.times(1), slowCar(2, 3));
        SagaId saga = rent(2);
        awaitCreated(saga, 3);

        application.engine.advanceClockNow(Duration.ofMinutes(2));

        assertRolledBack(saga, "keys-refused");
        assertThat(witness(saga).deleted())
                .containsExactly(
                        key(saga, "Task_TakeDeposit", 1),
                        key(saga, "Task_ReserveCar", 1),
                        key(saga, "Task_ReserveCar", 2));
        assertThat(witness(saga).created()).hasSize(3);
    }

    @Test
    void leavesTheSecondTurnStandingWhenItGoesWell() {
        application.partners.faultObjects(NO_DEDUPLICATION, KEYS_REFUSED.times(1));
        SagaId saga = rent(2);

        Saga ended = application.ended(saga);
        assertThat(ended.outcome()).isEqualTo("RENTED");
        assertThat(ended.state()).isEqualTo(SagaState.COMPLETED);
        assertThat(witness(saga).created()).hasSize(5).doesNotHaveDuplicates();
        assertThat(witness(saga).deleted())
                .containsExactly(key(saga, "Task_TakeDeposit", 1), key(saga, "Task_ReserveCar", 1));
        assertThat(application.effects(saga))
                .filteredOn(effect -> effect.key().value().endsWith("/2"))
                .hasSize(3)
                .allMatch(effect -> effect.state() == EffectState.COMPLETED);
    }

    private static SagaId rent(int turns) {
        return application.start(Rental.PROCESS, new Rental.Start("Car " + CARS.incrementAndGet(), 1, turns));
    }

    private static Fault slowCar(int turn, int seconds) {
        return Fault.latency(Duration.ofSeconds(seconds))
                .matching("/Task_ReserveCar/%d\n".formatted(turn))
                .times(1);
    }

    private static void awaitCreated(SagaId saga, int objects) {
        await().until(() -> witness(saga).created().size() == objects);
    }

    /** The first cause stays. */
    private static void assertRolledBack(SagaId saga, String cause) {
        Saga ended = application.ended(saga);
        assertThat(ended.outcome()).isEqualTo("ROLLED_BACK");
        assertThat(ended.cause()).isEqualTo(cause);
        assertThat(ended.state()).isEqualTo(SagaState.COMPENSATED);
    }

    /** The keys of these elements in the first turn, then in the second. */
    private static List<String> turns(SagaId saga, String... elements) {
        return Stream.of(1, 2)
                .flatMap(turn -> Stream.of(elements).map(element -> key(saga, element, turn)))
                .toList();
    }

    private static String key(SagaId saga, String element, int turn) {
        return "%s/%s/%d".formatted(saga, element, turn);
    }

    private static ObjectsWitness witness(SagaId saga) {
        return new ObjectsWitness(application.partners, saga);
    }
}
