package io.backstitch.stack.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;

/**
 * The partner sandbox: a payments partner and a partner that keeps objects of any kind over HTTP, and a
 * mail sink over SMTP, with faults on demand.
 *
 * <p>What was done to the partners is written and flushed to {@code payments.jsonl}, {@code objects.jsonl} and {@code mail.jsonl} in the data
 * folder <em>before</em> the answer is sent, and never changed afterwards. Started again on the same folder, even after
 * a kill, the sandbox knows all of it and gives the same answers to the same keys. Faults, declined cards and payees and the list
 * of calls are forgotten when it stops.
 *
 * <pre>{@code
 * try (var sandbox = Sandbox.start(SandboxSettings.onFreePorts(folder))) {
 *     sandbox.client().faultPayments(Fault.cutAfterEffect().times(1));
 *     …
 *     assertThat(sandbox.client().record()).hasSize(1);
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {
    private final Opened opened;
    private final int httpPort;
    private final int smtpPort;

    private Sandbox(Opened opened, int httpPort, int smtpPort) {
        this.opened = opened;
        this.httpPort = httpPort;
        this.smtpPort = smtpPort;
    }

    /** Runs the sandbox in its own process, until that is ended. */
    public static void main(String... args) {
        int exit = new CommandLine(new SandboxCommand()).execute(args);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /**
     * Starts the sandbox in this process; both partners listen when this returns.
     *
     * @throws IllegalStateException when a port is taken, or the data folder is in use or cannot be read; the message
     *     says what to do, and nothing is left open
     */
    public static Sandbox start(SandboxSettings settings) {
        return start(settings, Clock.systemUTC());
    }

    static Sandbox start(SandboxSettings settings, Clock clock) {
        var opened = new Opened();
        try {
            return open(settings, clock, opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Sandbox open(SandboxSettings settings, Clock clock, Opened opened) {
        Path data = settings.data();
        var cards = Cards.cards();
        var payees = Cards.payees();
        var payments = new Payments(
                opened.add(Journal.open(data.resolve("payments.jsonl"), PaymentOperation.class)),
                opened.add(Journal.open(data.resolve("declines.jsonl"), Decline.class)),
                cards,
                payees,
                clock);
        var mailbox = new Mailbox(opened.add(Journal.open(data.resolve("mail.jsonl"), Mail.class)), clock);
        var objects =
                new ObjectStore(opened.add(Journal.open(data.resolve("objects.jsonl"), ObjectChange.class)), clock);
        var paymentCalls = new PartnerCalls(clock);
        var objectCalls = new PartnerCalls(clock);
        var paymentFaults = new Faults(clock);
        var objectFaults = new Faults(clock);
        var mailFaults = new Faults(clock);
        var paymentsRecord = new RecordApi("payments", payments::record, paymentCalls);
        var objectsRecord = new RecordApi("objects", objects::record, objectCalls);
        var handlers = Map.ofEntries(
                Map.entry("/", new SandboxApi()),
                Map.entry("/payments/", new PaymentsApi(payments, paymentFaults, paymentCalls)),
                Map.entry("/payments/record", paymentsRecord),
                Map.entry("/payments/calls", paymentsRecord),
                Map.entry("/objects/", new ObjectsApi(objects, objectFaults, objectCalls)),
                Map.entry("/objects/record", objectsRecord),
                Map.entry("/objects/calls", objectsRecord),
                Map.entry("/mail/", new MailApi(mailbox)),
                Map.entry("/faults", new FaultsApi(paymentFaults, objectFaults, mailFaults, cards, payees)),
                Map.entry("/cards/", new CardsApi("/cards/", cards)),
                Map.entry("/payees/", new CardsApi("/payees/", payees)));
        try {
            var mail = opened.add(MailSink.start(settings.smtpPort(), mailbox, mailFaults));
            var http = opened.add(HttpSide.start(settings.httpPort(), handlers));
            return new Sandbox(opened, http.port(), mail.port());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The sandbox cannot listen on ports %d and %d (%s): free them or choose others."
                            .formatted(settings.httpPort(), settings.smtpPort(), e.getMessage()),
                    e);
        }
    }

    /** Where the payments partner and the control API are. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    /** The port of {@link #url}. */
    public int httpPort() {
        return httpPort;
    }

    /** Where the mail sink listens, on 127.0.0.1. */
    public int smtpPort() {
        return smtpPort;
    }

    /** Reads the records and sets faults. */
    public SandboxClient client() {
        return new SandboxClient(url());
    }

    /** Stops at once: open calls are cut. The record stays. */
    @Override
    public void close() {
        opened.close();
    }
}
