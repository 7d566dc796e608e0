package io.backstitch.retention;

import static io.backstitch.tables.RunRows.kept;

import io.backstitch.tables.RunRows;
import io.backstitch.tables.TableOwner;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * All tables that have something of a run, as their owners say: children are before their parents. A table that is neither here nor in the decision on
 * retention with what else ends it makes a test fail.
 */
@Component
class RunTables {

    /** The kernel deletes these itself, after all others. */
    private static final List<RunRows> LEDGER = List.of(
            kept(
                    "saga",
                    "own.id = going.saga",
                    "own.state, own.outcome, own.instance, own.opened_at, own.ended_at",
                    "1"),
            kept("effect", "own.saga = going.saga", """
                    own.key, own.element, own.activation, own.type, own.undoes, own.compensation, own.recovery, own.state, own.attempt, own.fingerprint,
                    encode(sha256(convert_to(own.receipt, 'UTF8')), 'hex') AS receipt_sha256, own.claimed_at, own.changed_at""", "own.position"),
            kept(
                            "effect_event",
                            "via.saga = going.saga AND own.key = via.key",
                            "own.key, own.attempt, own.event, own.at",
                            "own.key, own.id")
                    .by("effect AS via"));

    private final List<RunRows> own;

    RunTables(List<TableOwner> owners) {
        own = owners.stream()
                .sorted(Comparator.comparingInt(TableOwner::rank)
                        .thenComparing(it -> it.getClass().getName()))
                .flatMap(it -> it.ofRuns().stream())
                .toList();
    }

    /** Those that an archive has. */
    List<RunRows> archived() {
        return Stream.concat(own.stream(), LEDGER.stream())
                .filter(RunRows::areArchived)
                .toList();
    }

    /** Those to be deleted before the ledger, in this order. */
    List<RunRows> deleted() {
        return own;
    }
}
