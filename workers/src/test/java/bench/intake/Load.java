package bench.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends signed webhooks at a rate, whether or not the ones before are answered. How long an event took counts from when it was due, so that one that
 * is slow is not forgiven for those it holds up.
 */
final class Load {

    private static final byte[] SECRET = "a secret for the benchmark only".getBytes(UTF_8);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI hook;

    Load(URI hook) {
        this.hook = hook;
    }

    static String secret() {
        return "whsec_" + Base64.getEncoder().encodeToString(SECRET);
    }

    /** What was answered: how many 202, how many otherwise, and the times of all, sorted. */
    record Answers(long accepted, long others, List<Long> nanos) {

        double millis(double percentile) {
            return nanos.get((int) Math.ceil(percentile * nanos.size()) - 1) / 1e6;
        }
    }

    private record Answer(int status, long nanos) {}

    /** So many a second, for so long; returns when all are answered. */
    Answers send(int rate, Duration time) throws ExecutionException, InterruptedException {
        List<HttpRequest> requests = new ArrayList<>();
        for (long i = 0; i < rate * time.toSeconds(); i++) {
            requests.add(request());
        }
        List<Future<Answer>> sent = new ArrayList<>();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (int i = 0; i < requests.size(); i++) {
                HttpRequest request = requests.get(i);
                long due = begin + i * 1_000_000_000L / rate;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                sent.add(senders.submit(() -> answer(request, due)));
            }
        }
        return answers(sent);
    }

    private Answer answer(HttpRequest request, long due) throws InterruptedException {
        int status;
        try {
            status = http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            status = 0;
        }
        return new Answer(status, System.nanoTime() - due);
    }

    private static Answers answers(List<Future<Answer>> sent) throws ExecutionException, InterruptedException {
        List<Long> times = new ArrayList<>();
        long accepted = 0;
        for (Future<Answer> one : sent) {
            times.add(one.get().nanos());
            accepted += one.get().status() == 202 ? 1 : 0;
        }
        Collections.sort(times);
        return new Answers(accepted, times.size() - accepted, times);
    }

    private HttpRequest request() {
        String id = UUID.randomUUID().toString();
        String body = """
                {"project": "bench-%s", "version": 1, "startDate": "2999-01-01T00:00:00Z", "people": ["ada"]}""".formatted(id);
        String at = String.valueOf(Instant.now().getEpochSecond());
        return HttpRequest.newBuilder(hook)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", at)
                .header("webhook-signature", "v1," + signature(id + "." + at + "." + body))
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private static String signature(String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
