package io.backstitch.approval;

import io.backstitch.directory.Directory;
import io.backstitch.directory.Person;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has a mail sent to everybody who could still decide, each time that a reminder is due: at least once, and a mail that is sent again is the
 * same mail. Who has decided already, and who asked, get none.
 */
@Component
class ReminderMails {

    private final Approvals approvals;
    private final ApprovalTasks tasks;
    private final Delegations delegations;
    private final Directory directory;
    private final ApplicationEventPublisher publisher;
    private final TransactionTemplate transaction;

    ReminderMails(
            Approvals approvals,
            ApprovalTasks tasks,
            Delegations delegations,
            Directory directory,
            ApplicationEventPublisher publisher,
            TransactionTemplate transaction) {
        this.approvals = approvals;
        this.tasks = tasks;
        this.delegations = delegations;
        this.directory = directory;
        this.publisher = publisher;
        this.transaction = transaction;
    }

    /** Returns when the mails are on their list. */
    @Async("eventSenders")
    @TransactionalEventListener
    public void remind(ReminderDue due) {
        approvals
                .find(due.approval())
                .filter(it -> it.outcome() == null)
                .map(this::asked)
                .ifPresent(people -> transaction.executeWithoutResult(status -> people.forEach(
                        userName -> publisher.publishEvent(new ReminderTo(due.approval(), due.occasion(), userName)))));
    }

    private Collection<String> asked(Approval approval) {
        Set<String> decided =
                tasks.counted(approval.id()).stream().map(Rules.Earlier::actor).collect(Collectors.toSet());
        return tasks.open(approval.id()).stream()
                .filter(task -> task.level() == approval.level())
                .flatMap(task -> asked(approvals.seat(approval.id(), task.level(), task.seat())))
                .filter(person -> !decided.contains(person.userName()) && !approval.isOwnOf(person))
                .map(Person::userName)
                .collect(Collectors.toCollection(TreeSet::new));
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
}
