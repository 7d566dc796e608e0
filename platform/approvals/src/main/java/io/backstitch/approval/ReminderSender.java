package io.backstitch.approval;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.directory.Directory;
import io.backstitch.directory.Person;
import io.backstitch.mail.Mails;
import io.backstitch.value.BadValue;
import io.backstitch.value.Email;
import jakarta.mail.MessagingException;
import java.util.Optional;
import org.springframework.mail.MailException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Sends one reminder to one person, who may have decided meanwhile. Addresses are those of the accounts, which no door of ours has seen: each is looked at
 * by the rule of all doors. One that is missing or wrong, or that the mail server refuses for good, gets no mail, and a person is told; the approval goes on.
 */
@Component
class ReminderSender {

    private final Approvals approvals;
    private final ApprovalTasks tasks;
    private final Directory directory;
    private final Mails mails;
    private final UnmailedPeople unmailed;

    ReminderSender(
            Approvals approvals, ApprovalTasks tasks, Directory directory, Mails mails, UnmailedPeople unmailed) {
        this.approvals = approvals;
        this.tasks = tasks;
        this.directory = directory;
        this.mails = mails;
        this.unmailed = unmailed;
    }

    /** Returns when the mail server has it, or never will. */
    @Async("eventSenders")
    @TransactionalEventListener
    public void send(ReminderTo to) throws MessagingException {
        Optional<Approval> approval =
                approvals.find(to.approval()).filter(it -> it.outcome() == null && !hasDecided(to));
        if (approval.isPresent()) {
            Optional<Person> person = directory.find(to.userName());
            if (person.isPresent()) {
                send(approval.get(), person.get(), to.occasion());
            }
        }
    }

    private boolean hasDecided(ReminderTo to) {
        return tasks.counted(to.approval()).stream().map(Rules.Earlier::actor).anyMatch(to.userName()::equals);
    }

    private void send(Approval approval, Person person, String occasion) throws MessagingException {
        String address = person.email();
        if (address == null || address.isBlank()) {
            unmailed.add(person, UnmailedPeople.Reason.MISSING);
        } else if (isWrong(address)) {
            unmailed.add(person, UnmailedPeople.Reason.WRONG);
        } else {
            sendTo(address, approval, person, occasion);
        }
    }

    private static boolean isWrong(String address) {
        try {
            Email.of(address);
            return false;
        } catch (BadValue e) {
            return true;
        }
    }

    private void sendTo(String address, Approval approval, Person person, String occasion) throws MessagingException {
        try {
            mail(address, approval, person, occasion);
            unmailed.remove(person);
        } catch (MailException e) {
            if (!Mails.isAddressRefused(e)) {
                throw e;
            }
            unmailed.add(person, UnmailedPeople.Reason.REFUSED);
        }
    }

    private void mail(String address, Approval approval, Person person, String occasion) throws MessagingException {
        mails.send(
                new IdempotencyKey("%s/%d/reminder/%s/%s"
                        .formatted(ApprovalProcess.ID, approval.id(), occasion, person.userName())),
                address,
                "It waits for your decision: " + approval.subject(),
                """
                %s

                %s asks, and it waits for you or one of those who are asked with you.
                You find it in Tasklist as the task "Decide", and it is number %s in /api/approvals.
                """,
                approval.subject(),
                approval.requester(),
                approval.id());
    }
}
