package io.backstitch.auditlog;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts on record who reads the audit, before they do: what cannot be recorded is not read. */
@Component
class Reads {

    private final Commands audit;
    private final Sequencer sequencer;
    private final TransactionTemplate transactions;

    Reads(Commands audit, Sequencer sequencer, TransactionTemplate transactions) {
        this.audit = audit;
        this.sequencer = sequencer;
        this.transactions = transactions;
    }

    /**
     * Afterwards the chain holds all that was committed before, and this reading.
     *
     * @param what was asked for. The entry is not one of the run's own: reading about a run is no part of its story
     */
    void record(String who, Map<String, ? extends @Nullable Object> what) {
        transactions.executeWithoutResult(
                transaction -> audit.record(Audited.AUDIT_READ, null, who, Map.of("what", what)));
        sequencer.catchUp();
    }
}
