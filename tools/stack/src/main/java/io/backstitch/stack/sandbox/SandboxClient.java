package io.backstitch.stack.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sandbox's records and sets its faults, over HTTP: for tests, the demo and whoever looks after a stack. It is
 * not a client of the payments partner, so that no test of such a client tests itself.
 *
 * <p>Every method throws {@link UncheckedIOException} when the sandbox is not there, and {@link IllegalStateException}
 * with its sentence when it says no.
 */
public final class SandboxClient {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private final URI sandbox;
    private final @Nullable String tester;

    /** Nothing is called before a method is. Faults are set and cleared for everybody. */
    public SandboxClient(URI sandbox) {
        this(sandbox, null);
    }

    private SandboxClient(URI sandbox, @Nullable String tester) {
        this.sandbox = sandbox;
        this.tester = tester;
    }

    /** The same sandbox for one of several testers, who sets and clears their own faults only. */
    public SandboxClient of(String name) {
        return new SandboxClient(sandbox, name);
    }

    /** What was done to the payments partner, oldest first. */
    public List<PaymentOperation> record() {
        return List.of(get("/payments/record", PaymentOperation[].class));
    }

    /** What was done to the payments partner under this idempotency key, oldest first: one entry, or P1 is broken. */
    public List<PaymentOperation> recordOf(String key) {
        return record().stream().filter(done -> done.key().equals(key)).toList();
    }

    /** The calls to the payments partner since it was started, oldest first, whether they did anything or not. */
    public List<PartnerCall> calls() {
        return List.of(get("/payments/calls", PartnerCall[].class));
    }

    /** What was done to the objects partner, oldest first. */
    public List<ObjectChange> objects() {
        return List.of(get("/objects/record", ObjectChange[].class));
    }

    /** The calls to the objects partner since it was started, oldest first, whether they did anything or not. */
    public List<PartnerCall> objectCalls() {
        return List.of(get("/objects/calls", PartnerCall[].class));
    }

    /** The mails that the sink accepted, oldest first. */
    public List<Mail> mails() {
        return List.of(get("/mail/record", Mail[].class));
    }

    /** What the sink refused because it was wrong, oldest first. */
    public List<MailRefusal> refusedMails() {
        return List.of(get("/mail/refused", MailRefusal[].class));
    }

    /** The mails to this recipient, oldest first. */
    public List<Mail> mailsTo(String recipient) {
        return List.of(get("/mail/messages?to=" + encoded(recipient), Mail[].class));
    }

    /** From now on the payments partner has these faults and no others. */
    public void faultPayments(Fault... faults) {
        send("PUT", faults("/faults/payments"), faults);
    }

    /** From now on the objects partner has these faults and no others. */
    public void faultObjects(Fault... faults) {
        send("PUT", faults("/faults/objects"), faults);
    }

    /** From now on the mail sink has these faults and no others. */
    public void faultMail(Fault... faults) {
        send("PUT", faults("/faults/mail"), faults);
    }

    /** All is well again: no faults, no cards or payees that were told to say no; for one of several testers, none of their faults. */
    public void clearFaults() {
        send("DELETE", faults("/faults"), Map.of());
    }

    private String faults(String path) {
        return tester == null ? path : path + "?tester=" + encoded(tester);
    }

    /** From now on this card says no, with this reason, for example {@code insufficient_funds}. */
    public void declineCard(String token, String reason) {
        send("PUT", "/cards/" + encoded(token), Map.of("decline", reason));
    }

    /** This card says yes again. */
    public void acceptCard(String token) {
        send("DELETE", "/cards/" + encoded(token), Map.of());
    }

    /** From now on nothing can be paid out to this payee, for this reason, for example {@code account_closed}. */
    public void declinePayee(String payee, String reason) {
        send("PUT", "/payees/" + encoded(payee), Map.of("decline", reason));
    }

    /** Money can be paid out to this payee again. */
    public void acceptPayee(String payee) {
        send("DELETE", "/payees/" + encoded(payee), Map.of());
    }

    private <T> T get(String path, Class<T> type) {
        return Json.MAPPER.readValue(call(request(path).GET().build()), type);
    }

    private void send(String method, String path, Object json) {
        call(request(path)
                .method(method, BodyPublishers.ofString(Json.MAPPER.writeValueAsString(json)))
                .build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(sandbox.resolve(path)).timeout(PATIENCE);
    }

    private static String call(HttpRequest request) {
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException("The sandbox answers %d to %s %s: %s"
                        .formatted(response.statusCode(), request.method(), request.uri(), response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox does not answer at " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the sandbox.", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
