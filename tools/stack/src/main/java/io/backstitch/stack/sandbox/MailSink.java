package io.backstitch.stack.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/** A real SMTP server that accepts every mail and delivers none: they stay in the {@link Mailbox}. */
final class MailSink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MailSink.class);
    private static final int LARGEST_MAIL = 10 * 1024 * 1024;

    private final ExecutorService sessions = Executors.newVirtualThreadPerTaskExecutor();
    private final SMTPServer server;

    private MailSink(int port, Mailbox mailbox, Faults faults) {
        server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .softwareName("Backstitch sandbox")
                .insertReceivedHeaders(false)
                .maxMessageSize(LARGEST_MAIL)
                .executorService(sessions)
                .sessionHandler(new Door(faults))
                .messageHandlerFactory(context -> new MailSession((Session) context, mailbox, faults))
                .build();
    }

    /** Listens when it returns. */
    static MailSink start(int port, Mailbox mailbox, Faults faults) throws IOException {
        var sink = new MailSink(port, mailbox, faults);
        try {
            sink.server.start();
        } catch (RuntimeException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
        return sink;
    }

    int port() {
        return server.getPortAllocated();
    }

    @Override
    public void close() {
        sessions.shutdownNow();
        server.stop();
    }

    /** Closes connections unseen while the sink is away. */
    private record Door(Faults faults) implements SessionHandler {
        @Override
        public SessionAcceptance accept(Session session) {
            if (!faults.isAway()) {
                return SessionAcceptance.success();
            }
            try {
                session.closeSocket();
            } catch (IOException e) {
                log.debug("A connection could not be closed", e);
            }
            return SessionAcceptance.failure(421, "away");
        }

        @Override
        public void onSessionEnd(Session session) {}
    }
}
