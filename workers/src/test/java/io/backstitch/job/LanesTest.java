package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.Beans;
import io.backstitch.lane.LaneSettings;
import io.backstitch.lane.LanesSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.context.support.StaticApplicationContext;

/** Which lane a job type belongs to; the application does not start when that cannot work. */
class LanesTest {

    record Nothing() {}

    @RecordWorker(jobType = "test.note", lane = "reports", does = "A test")
    static class Note implements RecordStep<Nothing, Nothing> {
        @Override
        public Nothing handle(Nothing variables, StepInstance step) {
            return variables;
        }
    }

    private static final RetryPolicy POLICY = new RetryPolicy(
            3, Duration.ofSeconds(1), RetryPolicy.Backoff.NONE, Duration.ofMinutes(1), Duration.ofSeconds(30));

    private static Lanes lanes(Map<String, LaneSettings> lanes) {
        RetrySettings retries = new RetrySettings(Map.of("saga", POLICY, "database-write", POLICY));
        ListableBeanFactory none = new StaticApplicationContext();
        EffectCatalogue effects = new EffectCatalogue(
                none, retries, new Partners(Map.of()), none.getBeanProvider(EffectPreconditions.class), new StepJson());
        return new Lanes(
                effects, Beans.of(List.of(new Note())), retries, new LanesSettings(List.of(), Duration.ZERO, lanes));
    }

    private static LaneSettings threads(int number) {
        return new LaneSettings(10, number, Duration.ofSeconds(1), 1, 0.5, 0.5, null);
    }

    @Test
    void knowsTheLaneOfEachJobType() {
        Lanes lanes = lanes(Map.of("system", threads(30), "reports", threads(10)));

        assertThat(lanes.of("test.note")).contains("reports");
        assertThat(lanes.of("saga.end")).contains("system");
        assertThat(lanes.of("nobody.knows")).isEmpty();
    }

    @Test
    void knowsTheProcessesOfALane() {
        Lanes lanes = lanes(Map.of("system", threads(30), "reports", threads(10)));

        assertThat(lanes.processesOf("reports")).containsExactly("test");
        assertThat(lanes.processesOf("system")).containsExactly("saga");
    }

    @Test
    void refusesAWorkerWhoseLaneIsNotThere() {
        assertThatThrownBy(() -> lanes(Map.of("system", threads(30))))
                .isInstanceOf(BadDeclaration.class)
                .hasMessageContaining("names the lane \"reports\", which is not one of backstitch.lanes.[system]");
    }

    @Test
    void refusesALaneInWhichAJobCouldExpireBeforeAThreadReachesIt() {
        assertThatThrownBy(() -> lanes(Map.of("system", threads(30), "reports", threads(2))))
                .hasMessageContaining("1 job types × max-jobs-active 10 = 10 jobs on 2 threads make 5 rounds");
    }
}
