package io.backstitch.approval;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.directory.Directory;
import io.backstitch.directory.Person;
import io.backstitch.mail.Mails;
import jakarta.mail.MessagingException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Sends a mail to everybody who could still decide, each time that a reminder is due: at least once, and a mail that is sent again is the
 * same mail. Who has decided already, and who asked, get none.
 */
@Component
class ReminderMails {

    private final Approvals approvals;
    private final ApprovalTasks tasks;
    private final Delegations delegations;
    private final Directory directory;
    private final Mails mails;

    ReminderMails(Approvals approvals, ApprovalTasks tasks, Delegations delegations, Directory directory, Mails mails) {
        this.approvals = approvals;
        this.tasks = tasks;
        this.delegations = delegations;
        this.directory = directory;
        this.mails = mails;
    }

    /** Returns when the mail server has them all. */
    @Async("eventSenders")
    @TransactionalEventListener
    public void remind(ReminderDue due) throws MessagingException {
        Optional<Approval> approval = approvals.find(due.approval()).filter(it -> it.outcome() == null);
        if (approval.isPresent()) {
            for (Person person : asked(approval.get())) {
                send(approval.get(), person, due.occasion());
            }
        }
    }

    private Collection<Person> asked(Approval approval) {
        Set<String> decided =
                tasks.counted(approval.id()).stream().map(Rules.Earlier::actor).collect(Collectors.toSet());
        TreeMap<String, Person> people = new TreeMap<>();
        tasks.open(approval.id()).stream()
                .filter(task -> task.level() == approval.level())
                .flatMap(task -> asked(approvals.seat(approval.id(), task.level(), task.seat())))
                .filter(person -> !decided.contains(person.userName()) && !approval.isOwnOf(person))
                .forEach(person -> people.put(person.userName(), person));
        return people.values();
    }

    private Stream<Person> asked(Seat seat) {
        Stream<Person> byGroup = Stream.concat(seat.groups().stream(), seat.guests().stream())
                .flatMap(group -> directory.members(group).stream());
        Stream<Person> byName = seat.users().stream()
                .flatMap(user -> directory.find(user).stream())
                .filter(person -> !seat.authority(person).isEmpty());
        Stream<Person> deputies = delegations
                .deputies(seat)
                .flatMap(deputy -> directory.find(deputy.userName()).filter(deputy::is).stream());
        return Stream.concat(byGroup, Stream.concat(byName, deputies));
    }

    private void send(Approval approval, Person person, String occasion) throws MessagingException {
        String address = person.email();
        if (address == null) {
            return;
        }
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
