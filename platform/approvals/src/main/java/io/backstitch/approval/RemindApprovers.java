package io.backstitch.approval;

import io.backstitch.job.RecordStep;
import io.backstitch.job.RecordWorker;
import io.backstitch.job.StepInstance;
import io.backstitch.messaging.DomainEvent;
import io.backstitch.messaging.DomainEvents;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;

/** Tells that an approval still waits, each time that its reminder is due: by mail to those who are asked, and as an event. */
@RecordWorker(jobType = "approval.remind", lane = "system", does = "Reminds those who are asked")
class RemindApprovers implements RecordStep<RemindApprovers.Request, RemindApprovers.Nothing> {

    record Request(int level) {}

    record Nothing() {}

    /** The data of {@link DomainEvent#APPROVAL_REMINDER}. */
    private record Reminder(String approval, String kind, int level) {}

    private final Approvals approvals;
    private final DomainEvents events;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    RemindApprovers(Approvals approvals, DomainEvents events, ApplicationEventPublisher publisher, Clock clock) {
        this.approvals = approvals;
        this.events = events;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public Nothing handle(Request request, StepInstance step) {
        Approval approval = approvals.lock(step.processInstanceKey());
        if (approval.outcome() == null) {
            publisher.publishEvent(new ReminderDue(approval.id(), String.valueOf(step.elementInstanceKey())));
            String id = String.valueOf(approval.id());
            events.publish(new DomainEvent(
                    DomainEvent.APPROVAL_REMINDER,
                    "approvals/" + id,
                    clock.instant(),
                    new Reminder(id, approval.kind(), request.level())));
        }
        return new Nothing();
    }
}
