package io.backstitch.workers.payments;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.Partner;
import io.backstitch.job.Partners;
import io.backstitch.job.StepRefused;
import java.net.http.HttpClient;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** The payments partner over HTTP. It performs one operation per {@code Idempotency-Key}, whatever is repeated. */
@Component
public class PaymentsClient {

    /**
     * The partner's address.
     *
     * @param url where the partner is
     */
    @ConfigurationProperties("backstitch.payments")
    record Settings(String url) {}

    private record Charge(long amount, String currency, String card, String reference) {}

    private record Refund(String charge, long amount) {}

    private record Payout(long amount, String currency, String payee, String reference) {}

    private record Recall(String payout, long amount) {}

    private record Operation(@Nullable String id, @Nullable String kind) {}

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final RestClient http;

    PaymentsClient(RestClient.Builder builder, Settings settings, Partners partners) {
        Partner partner = partners.named("payments");
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(partner.connectTimeout())
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(partner.readTimeout());
        this.http = builder.baseUrl(settings.url()).requestFactory(requests).build();
    }

    /**
     * Charges a card.
     *
     * @param amount in minor units
     * @param declined the error code of the process when the card is declined
     * @return the partner's id of the charge
     * @throws BusinessNo when the card is declined
     */
    public String charge(
            IdempotencyKey key, long amount, String currency, String card, String reference, String declined)
            throws BusinessNo {
        return unlessDeclined(
                declined, () -> post("/payments/charges", key, new Charge(amount, currency, card, reference)));
    }

    /** Gives the money of a charge back. */
    public void refund(IdempotencyKey key, String charge, long amount) {
        post("/payments/refunds", key, new Refund(known(charge), amount));
    }

    /**
     * Pays money out to a payee whom the partner knows by name.
     *
     * @param amount in minor units
     * @param declined the error code of the process when the payee cannot be paid
     * @return the partner's id of the payout
     * @throws BusinessNo when the payee cannot be paid
     */
    public String payOut(
            IdempotencyKey key, long amount, String currency, String payee, String reference, String declined)
            throws BusinessNo {
        return unlessDeclined(
                declined, () -> post("/payments/payouts", key, new Payout(amount, currency, payee, reference)));
    }

    /** Takes a payout back. */
    public void recall(IdempotencyKey key, String payout, long amount) {
        post("/payments/recalls", key, new Recall(known(payout), amount));
    }

    /** The id of what was done under the key, if anything was. */
    public Optional<String> find(IdempotencyKey key) {
        try {
            return Optional.of(id(http.get()
                    .uri("/payments/operations?key={key}", key.carrier())
                    .retrieve()
                    .body(Operation.class)));
        } catch (HttpClientErrorException.NotFound e) {
            return Optional.empty();
        }
    }

    private String post(String path, IdempotencyKey key, Record body) {
        return id(http.post()
                .uri(path)
                .header(IDEMPOTENCY_KEY, key.carrier())
                .body(body)
                .retrieve()
                .body(Operation.class));
    }

    private static String unlessDeclined(String declined, Supplier<String> call) throws BusinessNo {
        try {
            return call.get();
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode() == HttpStatus.PAYMENT_REQUIRED) {
                throw new BusinessNo(declined, "The payments partner has declined it", e);
            }
            throw e;
        }
    }

    private static String id(@Nullable Operation operation) {
        if (operation == null || operation.id() == null || operation.id().isBlank()) {
            throw new IllegalStateException("The payments partner answered without an id");
        }
        return operation.id();
    }

    private static String known(@Nullable String id) {
        if (id == null || id.isBlank()) {
            throw new StepRefused("There is no id of what is to be paid back, so the payments partner is not asked");
        }
        return id;
    }
}
