package io.backstitch.stack.sandbox;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.Session;

/** One mail on its way in. It meets the faults when its DATA is complete and before that is answered. */
final class MailSession implements MessageHandler {
    private static final int NO_SUCH_NAME = 553;
    private static final int FAILED = 554;

    private final Session session;
    private final Mailbox mailbox;
    private final Faults faults;
    private final List<String> to = new ArrayList<>();
    private String from = "";

    MailSession(Session session, Mailbox mailbox, Faults faults) {
        this.session = session;
        this.mailbox = mailbox;
        this.faults = faults;
    }

    @Override
    public void from(String sender) throws RejectException {
        if (!sender.isEmpty()) {
            refuse(sender, MailRules.faultOfAddress(sender));
        }
        from = sender;
    }

    @Override
    public void recipient(String recipient) throws RejectException {
        refuse(recipient, MailRules.faultOfAddress(recipient));
        Optional<Integer> status = faults.refusalOf(recipient);
        if (status.isPresent()) {
            throw new RejectException(status.get(), "The mail sink knows nobody of this name because it was told to");
        }
        to.add(recipient);
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
        byte[] raw = data.readAllBytes();
        var encounter = faults.meet("", String.join(" ", to));
        try {
            Thread.sleep(encounter.delay());
            return answer(raw, encounter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The sandbox is being closed: a cut is what the sender sees.
            throw cut();
        }
    }

    private String answer(byte[] raw, Encounter encounter) throws RejectException, IOException, InterruptedException {
        return switch (encounter.ending()) {
            case Encounter.Ending.Answer normal -> {
                accept(raw);
                Thread.sleep(encounter.latency());
                yield "Ok";
            }
            case Encounter.Ending.Status status -> {
                Thread.sleep(encounter.latency());
                throw new RejectException(status.status(), "The mail sink says no because it was told to");
            }
            case Encounter.Ending.CutBefore before -> {
                Thread.sleep(encounter.latency());
                throw cut();
            }
            case Encounter.Ending.CutAfter after -> {
                accept(raw);
                Thread.sleep(encounter.latency());
                throw cut();
            }
        };
    }

    private void refuse(String address, @Nullable String fault) throws RejectException {
        if (fault != null) {
            String reply = "The address %s".formatted(fault);
            mailbox.refused(address, reply);
            throw new RejectException(NO_SUCH_NAME, reply);
        }
    }

    private void accept(byte[] raw) throws RejectException, IOException {
        String fault = MailRules.faultOfMessage(raw);
        if (fault != null) {
            String reply = "The message %s".formatted(fault);
            mailbox.refused(from, reply);
            throw new RejectException(FAILED, reply);
        }
        try {
            mailbox.accept(from, to, MailContent.read(raw));
        } catch (MessagingException e) {
            throw new RejectException(FAILED, "The message cannot be read: " + e.getMessage());
        }
    }

    private IOException cut() throws IOException {
        session.closeSocket();
        return new IOException("The connection was cut because the mail sink was told to.");
    }

    @Override
    public void done() {}
}
