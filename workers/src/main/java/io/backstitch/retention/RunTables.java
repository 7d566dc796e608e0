package io.backstitch.retention;

import static io.backstitch.retention.RunRows.gone;
import static io.backstitch.retention.RunRows.kept;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * All tables that have something of a run: those of the platform, and what processes add. Children are before their parents. A table that is neither here nor
 * in the decision on retention with what else ends it makes a test fail.
 */
@Component
class RunTables {

    private static final String OF_APPROVAL = "via.run = going.saga AND own.approval = via.id";
    private static final String OF_CALLED = "via.run = going.saga AND own.process_instance_key = via.id";
    private static final String OF_INSTANCE =
            "via.process = :process AND via.run = going.run AND own.process_instance_key = via.process_instance_key";
    private static final String INCIDENT =
            "own.incident_key, own.element, own.error_type, own.created_at, own.resolved_at";

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

    private static final List<RunRows> PLATFORM = List.of(
            gone("approval_refusal", OF_APPROVAL).by("approval AS via"),
            kept("approval_use", OF_APPROVAL, "own.approval, own.job_type, own.key", "own.approval, own.job_type")
                    .by("approval AS via"),
            gone("approval_withdrawal", OF_APPROVAL).by("approval AS via"),
            gone("approval_decision", OF_APPROVAL).by("approval AS via"),
            kept(
                            "approval_task",
                            OF_APPROVAL,
                            "own.approval, own.level, own.seat, own.state, own.seen, own.counted, own.rule, own.opened_at",
                            "own.approval, own.opened_at, own.element_instance_key")
                    .by("approval AS via"),
            gone("approval_seat", OF_APPROVAL).by("approval AS via"),
            gone(
                            "task_hold",
                            "via.run = going.saga AND task.process_instance_key = via.id AND own.user_task_key = task.user_task_key")
                    .by("approval AS via, user_task AS task"),
            gone("user_task", OF_CALLED).by("approval AS via"),
            gone("user_task", OF_INSTANCE).by("run_instance AS via"),
            kept("incident", OF_CALLED, INCIDENT, "own.incident_key").by("approval AS via"),
            kept("incident", OF_INSTANCE, INCIDENT, "own.incident_key").by("run_instance AS via"),
            kept("approval", "own.run = going.saga", """
                    own.id, own.kind, own.form, own.amount, own.currency, own.level, own.seats, own.needed, own.outcome, own.opened_at,
                        own.concluded_at""", "own.id"),
            kept(
                    "failed_attempt",
                    "own.saga = going.saga",
                    "own.element, own.job_type, own.idempotency_key, own.classified, own.at",
                    "own.id"),
            kept(
                    "dead_letter",
                    "own.saga = going.saga",
                    "own.id, own.state, own.kind, own.element, own.job_type, own.idempotency_key, own.opened_at, own.decided_at",
                    "own.id"),
            kept("variable_change", "own.run = going.run", "own.variable, own.changed_at", "own.id"),
            gone("stuck_run", "own.run = going.run"),
            kept("run_event", "own.process = :process AND own.run = going.run", """
                    own.id, own.message, own.source, own.fingerprint, own.accepted_at, own.relayed_at, own.taken_at, own.dead_at""", "own.seq"),
            kept(
                    "run_instance",
                    "own.process = :process AND own.run = going.run",
                    "own.process_instance_key",
                    "own.process_instance_key"),
            kept(
                    "run",
                    "own.process = :process AND own.id = going.run",
                    "own.source, own.fingerprint, own.accepted_at, own.relayed_at, own.cancelled_at",
                    "own.id"));

    private final List<RunRows> own;

    RunTables(ObjectProvider<RunRows> ofProcesses) {
        own = Stream.concat(ofProcesses.orderedStream(), PLATFORM.stream()).toList();
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
