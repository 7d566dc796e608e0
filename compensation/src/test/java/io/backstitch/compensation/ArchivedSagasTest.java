package io.backstitch.compensation;

import static io.backstitch.compensation.RecordingPartner.newRecord;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is taken out of the ledger, on the real database. */
class ArchivedSagasTest {

    private final RecordingPartner partner = RecordingPartner.of("charge", Recovery.REPEAT_WITH_KEY, newRecord());
    private final Kernel kernel = new Kernel(partner);

    @Test
    void leavesNothingOfTheEffectsAndTheirHistory() throws SQLException {
        ended();

        take();

        assertThat(kernel.ledger.effectsOf(kernel.saga)).isEmpty();
        assertThat(kernel.ledger.eventsOf(kernel.saga)).isEmpty();
    }

    @Test
    void neverDoesAgainWhatWasDoneForASagaThatIsGone() throws SQLException {
        ended();
        take();

        Claim late = kernel.ledger.claim(kernel.call(partner));

        assertThat(late).isEqualTo(new Claim.Voided("the run has ended"));
        assertThat(kernel.ledger.effectsOf(kernel.saga)).isEmpty();
        assertThat(kernel.sagas.isUnwinding(kernel.saga)).isFalse();
    }

    @Test
    void stillTellsHowItEnded() throws SQLException {
        ended();
        Saga before = kernel.sagas.find(kernel.saga).orElseThrow();

        take();

        assertThat(kernel.sagas.find(kernel.saga)).contains(before);
        assertThat(kernel.sagas.end(kernel.saga, "OTHERWISE")).isEqualTo(new Sagas.Ended(before, false));
    }

    @Test
    void refusesASagaThatIsNotOverOrOfWhichNobodyWasTold() {
        kernel.ledger.claim(kernel.call(partner));

        assertThatThrownBy(this::take).isInstanceOf(IllegalStateException.class);

        kernel.sagas.end(kernel.saga, "DONE");
        assertThatThrownBy(this::take).isInstanceOf(IllegalStateException.class);
        assertThat(kernel.ledger.effectsOf(kernel.saga)).hasSize(1);
    }

    /** With an effect that has happened. */
    private void ended() throws SQLException {
        kernel.ledger.claim(kernel.call(partner));
        kernel.ledger.complete(kernel.key(partner), 1, "{}");
        kernel.sagas.end(kernel.saga, "DONE");
        try (Connection connection = LedgerDatabase.dataSource().getConnection()) {
            Sql.update(connection, "UPDATE saga SET told = true WHERE id = ?", kernel.saga.value());
        }
    }

    private void take() throws SQLException {
        Sql.<Integer, SQLException>transaction(
                LedgerDatabase.dataSource(),
                connection -> ArchivedSagas.take(connection, List.of(kernel.saga), kernel.clock.instant()));
    }
}
