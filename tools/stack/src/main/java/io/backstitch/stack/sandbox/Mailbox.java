package io.backstitch.stack.sandbox;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mails that the sink accepted, oldest first. A mail is on disk before it is accepted, survives a restart, and is
 * kept as often as it was sent: whoever sends a mail twice finds it here twice, with the same Message-ID.
 */
final class Mailbox {
    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    private static final int KEPT = 10_000;

    private final Journal<Mail> record;
    private final Clock clock;

    /** Guarded by this. */
    private final List<Mail> mails;

    /** For tests, in memory, the newest; guarded by this. */
    private final Deque<MailRefusal> refused = new ArrayDeque<>();

    /** Knows at once what the journal holds. */
    Mailbox(Journal<Mail> record, Clock clock) {
        this.record = record;
        this.clock = clock;
        this.mails = new ArrayList<>(record.found());
    }

    void accept(String from, List<String> to, MailContent content) {
        keep(from, to, content);
        record.force();
    }

    private synchronized void keep(String from, List<String> to, MailContent content) {
        long sequence = mails.size() + 1L;
        var mail = new Mail(
                sequence,
                "mail_%08d".formatted(sequence),
                content.messageId(),
                from,
                to,
                content.subject(),
                content.text(),
                clock.instant());
        record.append(mail);
        mails.add(mail);
        log.info("{} accepted, Message-ID {}", mail.id(), mail.messageId());
    }

    synchronized void refused(String address, String reply) {
        refused.add(new MailRefusal(clock.instant(), address, reply));
        if (refused.size() > KEPT) {
            refused.removeFirst();
        }
    }

    synchronized List<MailRefusal> refused() {
        return List.copyOf(refused);
    }

    synchronized List<Mail> all() {
        return List.copyOf(mails);
    }
}
