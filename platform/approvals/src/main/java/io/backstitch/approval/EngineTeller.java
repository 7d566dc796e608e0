package io.backstitch.approval;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientHttpException;
import io.camunda.client.api.command.ClientStatusException;
import io.grpc.Status;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Lazy;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Tells the engine what came through our door: decisions, withdrawals, invitations. They are stored before; while the engine is away they
 * wait, and each may be told twice, which changes nothing. See {@link Telling} for what the engine refuses.
 */
@Component
class EngineTeller {

    private static final Logger log = LoggerFactory.getLogger(EngineTeller.class);
    private static final Duration TIME_TO_LIVE = Duration.ofHours(1);
    /** The task is gone, or somebody else has completed it. */
    private static final Set<Integer> OVERTAKEN = Set.of(404, 409);

    private final CamundaClient client;
    private final ProvenDecisions decisions;
    private final Withdrawals withdrawals;
    private final Approvals approvals;
    private final ApprovalTasks tasks;
    private final UserTasks userTasks;
    private final LateDecisions late;
    private final Telling telling;

    EngineTeller(
            @Lazy CamundaClient client,
            ProvenDecisions decisions,
            Withdrawals withdrawals,
            Approvals approvals,
            ApprovalTasks tasks,
            UserTasks userTasks,
            LateDecisions late,
            Telling telling) {
        this.client = client;
        this.decisions = decisions;
        this.withdrawals = withdrawals;
        this.approvals = approvals;
        this.tasks = tasks;
        this.userTasks = userTasks;
        this.late = late;
        this.telling = telling;
    }

    @Scheduled(fixedDelay = 200)
    void tell() {
        try {
            telling.each(decisions.untold(), decision -> "decision/" + decision.id(), this::decide);
            telling.each(withdrawals.untold(), approval -> "withdrawal/" + approval, this::withdraw);
            telling.each(approvals.untoldSeats(), Approvals.Untold::name, this::invite);
        } catch (ClientException | DataAccessException | TransactionException e) {
            log.warn("What people decided waits to be told to the engine: {}", e.getMessage());
        }
    }

    /** Assigns the task to the person and completes it with the secret of the decision. Before the engine's record of the task has come, it waits. */
    private void decide(ProvenDecisions.Stored decision) {
        userTasks.ofElementInstance(decision.task()).ifPresent(task -> {
            if (task.state() == UserTasks.State.CREATED) {
                decide(decision, task);
            } else {
                overtakenUnlessOurs(decision, task);
            }
        });
    }

    private void decide(ProvenDecisions.Stored decision, UserTasks.UserTask task) {
        try {
            client.newAssignUserTaskCommand(task.key())
                    .assignee(decision.actor())
                    .allowOverride(true)
                    .send()
                    .join();
            client.newCompleteUserTaskCommand(task.key())
                    .action(decision.id().toString())
                    .variables(decision.answer())
                    .send()
                    .join();
            decisions.told(decision.id(), ProvenDecisions.State.TOLD);
        } catch (ClientHttpException e) {
            if (!OVERTAKEN.contains(e.code())) {
                throw e;
            }
            // Not known before the record of the completion is here: an answer of the engine may have been lost.
            log.debug("Task {} was completed before: its record says by whom", task.key());
        }
    }

    private void overtakenUnlessOurs(ProvenDecisions.Stored decision, UserTasks.UserTask task) {
        if (task.action().equals(decision.id().toString())) {
            decisions.told(decision.id(), ProvenDecisions.State.TOLD);
        } else {
            late.overtaken(decision, task);
        }
    }

    private void withdraw(long approval) {
        try {
            client.newPublishMessageCommand()
                    .messageName(ApprovalProcess.WITHDRAWN_MESSAGE)
                    .correlationKey(String.valueOf(approval))
                    .messageId(approval + "/withdrawn")
                    .timeToLive(TIME_TO_LIVE)
                    .send()
                    .join();
        } catch (ClientStatusException e) {
            if (e.getStatusCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
        withdrawals.told(approval);
    }

    private void invite(Approvals.Untold untold) {
        Seat seat = untold.seat();
        String[] groups = Stream.concat(seat.groups().stream(), seat.guests().stream())
                .distinct()
                .toArray(String[]::new);
        tasks.open(untold.approval()).stream()
                .filter(task -> task.level() == seat.level() && task.seat() == seat.number())
                .flatMap(task -> userTasks.ofElementInstance(task.key()).stream())
                .filter(task -> task.state() == UserTasks.State.CREATED)
                .forEach(task -> invite(task, groups));
        approvals.told(untold);
    }

    private void invite(UserTasks.UserTask task, String... groups) {
        try {
            client.newUpdateUserTaskCommand(task.key())
                    .candidateGroups(groups)
                    .send()
                    .join();
        } catch (ClientHttpException e) {
            if (!OVERTAKEN.contains(e.code())) {
                throw e;
            }
        }
    }
}
