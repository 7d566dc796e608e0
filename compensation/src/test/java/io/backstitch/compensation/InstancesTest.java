package io.backstitch.compensation;

import static io.backstitch.compensation.RecordingPartner.newRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The claims and jobs of a process that dies do not wait for its leases; those of one that lives are left to it. */
class InstancesTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final RecordingPartner partner = RecordingPartner.of("charge", Recovery.REPEAT_WITH_KEY, newRecord());
    private final Kernel kernel = new Kernel(partner);
    private final String owner = kernel.owner;
    private final Instances instances = new Instances(LedgerDatabase.dataSource(), owner, LONG);
    private final Instances others = new Instances(LedgerDatabase.dataSource(), owner + "-other", LONG);
    private final Ledger otherLedger = new Ledger(LedgerDatabase.dataSource(), kernel.clock, owner + "-other");

    @Test
    void leavesItsClaimToAnInstanceThatLives() {
        instances.beat(List.of());
        kernel.ledger.claim(kernel.call(partner));

        assertThat(otherLedger.claim(kernel.call(partner))).isInstanceOf(Claim.Busy.class);
    }

    @Test
    void grantsTheClaimOfAnInstanceThatIsGoneAtOnceAsInDoubt() {
        instances.beat(List.of());
        kernel.ledger.claim(kernel.call(partner));
        instances.leave();

        assertThat(otherLedger.claim(kernel.call(partner))).isEqualTo(new Claim.Granted(2, kernel.clock.instant()));
        assertThat(kernel.ledger.complete(kernel.key(partner), 1, "{}"))
                .as("the old owner was only slow, and comes back")
                .isFalse();
    }

    @Test
    void countsAnAttemptWhenOneEffectKillsProcessAfterProcess() {
        instances.beat(List.of());
        instances.leave();
        kernel.ledger.claim(kernel.call(partner));

        assertThat(kernel.ledger.claim(kernel.call(partner))).isInstanceOf(Claim.Granted.class);
        assertThat(kernel.ledger.claim(kernel.call(partner))).isInstanceOf(Claim.Granted.class);
        assertThat(kernel.ledger.claim(kernel.call(partner)))
                .isEqualTo(new Claim.Overdue("3 processes died at it, one after the other"));
        assertThat(kernel.ledger.claim(kernel.call(partner))).isInstanceOf(Claim.Granted.class);
    }

    @Test
    void handsOutTheJobsOfAnInstanceThatIsGoneOnce() {
        instances.beat(List.of(7L, 8L));
        assertThat(handedOut()).doesNotContain(7L, 8L);

        instances.leave();

        assertThat(handedOut()).contains(7L, 8L);
        assertThat(handedOut()).doesNotContain(7L, 8L);
    }

    @Test
    void keepsTheJobsForTheNextWhenTheEngineIsAway() {
        instances.beat(List.of(9L));
        instances.leave();

        assertThatThrownBy(() -> others.handOutJobsOfTheGone(job -> {
                    throw new IllegalStateException("the engine is away");
                }))
                .hasMessage("the engine is away");

        assertThat(handedOut()).contains(9L);
    }

    @Test
    void forgetsAnInstanceAfterAWeekUnlessItsJobsAreStillToBeHandedOut() throws SQLException {
        instances.beat(List.of());
        others.beat(List.of(10L));
        lastHeardOf(owner, "6 days 23 hours");
        lastHeardOf(owner + "-other", "8 days");

        instances.forgetOld();
        assertThat(known()).contains(owner, owner + "-other");

        lastHeardOf(owner, "7 days 1 hour");
        assertThat(handedOut()).contains(10L);
        instances.forgetOld();
        assertThat(known()).doesNotContain(owner, owner + "-other");
    }

    private static void lastHeardOf(String instance, String ago) throws SQLException {
        try (Connection connection = LedgerDatabase.dataSource().getConnection()) {
            Sql.update(
                    connection,
                    "UPDATE instance SET alive_until = clock_timestamp() - ?::interval WHERE id = ?",
                    ago,
                    instance);
        }
    }

    private static List<String> known() {
        return Sql.alone(
                LedgerDatabase.dataSource(),
                connection -> Sql.list(connection, "SELECT id FROM instance", row -> row.getString("id")));
    }

    private List<Long> handedOut() {
        List<Long> jobs = new ArrayList<>();
        others.handOutJobsOfTheGone(jobs::add);
        return jobs;
    }
}
