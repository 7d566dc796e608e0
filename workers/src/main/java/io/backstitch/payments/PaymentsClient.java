package io.backstitch.onboarding;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.Partner;
import io.backstitch.job.Partners;
import java.net.http.HttpClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/** The payments partner over HTTP. It performs one operation per {@code Idempotency-Key}, whatever is repeated. */
@Component
class PaymentsClient {

    /**
     * The partner's address.
     *
     * @param url where the partner is
     */
    @ConfigurationProperties("backstitch.payments")
    record Settings(String url) {}

    private record Charge(long amount, String currency, String card, String reference) {}

    private record Refund(String charge, long amount) {}

    private record Operation(String id, @Nullable String kind) {}

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
     * @return the partner's id of the charge
     * @throws BusinessNo when the card is declined
     */
    String charge(IdempotencyKey key, long amount, String currency, String card, String reference) throws BusinessNo {
        try {
            return id(http.post()
                    .uri("/payments/charges")
                    .header(IDEMPOTENCY_KEY, key.value())
                    .body(new Charge(amount, currency, card, reference))
                    .retrieve()
                    .body(Operation.class));
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode() == HttpStatus.PAYMENT_REQUIRED) {
                throw new BusinessNo(Onboarding.CARD_DECLINED, "The card was declined");
            }
            throw e;
        }
    }

    /** The id of the charge or refund that was made with the key, if any. */
    Optional<String> find(IdempotencyKey key) {
        try {
            return Optional.of(id(http.get()
                    .uri("/payments/operations?key={key}", key.value())
                    .retrieve()
                    .body(Operation.class)));
        } catch (HttpClientErrorException.NotFound e) {
            return Optional.empty();
        }
    }

    /** Gives the money of a charge back. */
    void refund(IdempotencyKey key, String charge, long amount) {
        http.post()
                .uri("/payments/refunds")
                .header(IDEMPOTENCY_KEY, key.value())
                .body(new Refund(charge, amount))
                .retrieve()
                .toBodilessEntity();
    }

    private static String id(@Nullable Operation operation) {
        if (operation == null) {
            throw new IllegalStateException("The payments partner answered without a body");
        }
        return operation.id();
    }
}
