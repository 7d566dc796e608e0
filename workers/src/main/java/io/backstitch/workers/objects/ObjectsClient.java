package io.backstitch.workers.objects;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.job.BusinessNo;
import io.backstitch.job.Partner;
import io.backstitch.job.Partners;
import io.backstitch.job.StepRefused;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/**
 * The objects partner over HTTP. What it promises depends on the kind of object, and each worker declares what it relies on:
 * some kinds know our key, some can be asked about it, some can do neither.
 */
@Component
public class ObjectsClient {

    /**
     * The partner's address.
     *
     * @param url where the partner is
     */
    @ConfigurationProperties("backstitch.objects")
    record Settings(String url) {}

    private record Answer(@Nullable String id) {}

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final RestClient http;

    ObjectsClient(RestClient.Builder builder, Settings settings, Partners partners) {
        Partner partner = partners.named("objects");
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(partner.connectTimeout())
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(partner.readTimeout());
        this.http = builder.baseUrl(settings.url()).requestFactory(requests).build();
    }

    /**
     * Creates an object.
     *
     * @param refusal the error code of the process when the partner refuses the content (422), or has another such object already (409)
     * @return the partner's id of the object
     */
    public String create(String kind, IdempotencyKey key, Record content, String refusal) throws BusinessNo {
        try {
            return unlessRefused(
                    refusal,
                    () -> http.post()
                            .uri("/objects/{kind}", kind)
                            .header(IDEMPOTENCY_KEY, key.carrier())
                            .body(content)
                            .retrieve()
                            .body(Answer.class));
        } catch (Taken taken) {
            // It may be what an earlier attempt of ours has created, whose answer was lost.
            return find(kind, key).orElseThrow(() -> taken(refusal, taken));
        }
    }

    /**
     * Creates the object with this id, or replaces its content: twice is the same as once.
     *
     * @param refusal the error code of the process when the partner refuses the content (422), or has another such object already (409)
     */
    public void put(String kind, String id, IdempotencyKey key, Record content, String refusal) throws BusinessNo {
        try {
            unlessRefused(
                    refusal,
                    () -> http.put()
                            .uri("/objects/{kind}/{id}", kind, segment(id))
                            .header(IDEMPOTENCY_KEY, key.carrier())
                            .body(content)
                            .retrieve()
                            .body(Answer.class));
        } catch (Taken taken) {
            throw taken(refusal, taken);
        }
    }

    /** The id of the object that was created with the key, if it is there. */
    public Optional<String> find(String kind, IdempotencyKey key) {
        try {
            return Optional.of(id(http.get()
                    .uri("/objects/{kind}?key={key}", kind, key.carrier())
                    .retrieve()
                    .body(Answer.class)));
        } catch (HttpClientErrorException.NotFound e) {
            return Optional.empty();
        }
    }

    /** Deletes the object; one that is gone already is what was wanted. */
    public void delete(String kind, String id, IdempotencyKey key) {
        String one = segment(id);
        try {
            http.delete()
                    .uri("/objects/{kind}/{id}", kind, one)
                    .header(IDEMPOTENCY_KEY, key.carrier())
                    .retrieve()
                    .toBodilessEntity();
        } catch (HttpClientErrorException.NotFound e) {
            // An earlier attempt has deleted it.
        }
    }

    /**
     * A change of an object, as the partner has it on record.
     *
     * @param content since then; null or none when it was deleted
     */
    public record Change(
            long sequence, Instant at, @Nullable JsonNode content) {}

    /**
     * A page of changes.
     *
     * @param next what the next page is asked for; null when this is the last
     */
    public record Changes(List<Change> changes, @Nullable Long next) {}

    /**
     * What has changed from a time on, the oldest first.
     *
     * @param after what the page before has given; 0 for the first
     */
    public Changes changes(String kind, Instant since, long after) {
        return Objects.requireNonNull(
                http.get()
                        .uri("/objects/{kind}?since={since}&after={after}", kind, since, after)
                        .retrieve()
                        .body(Changes.class),
                "The objects partner answered without a body");
    }

    private interface Call {
        @Nullable
        Answer send();
    }

    /** The partner has such an object already; whose it is, it does not say. */
    private static final class Taken extends Exception {
        private static final long serialVersionUID = 1L;

        Taken(HttpClientErrorException answer) {
            super(answer);
        }
    }

    private static BusinessNo taken(String refusal, Taken taken) {
        return new BusinessNo(refusal, "The partner has one already", Objects.requireNonNull(taken.getCause()));
    }

    /** A key that was used for something else is no object that is taken: somebody must look at that. */
    private static boolean isTaken(HttpClientErrorException e) {
        return e.getStatusCode() == HttpStatus.CONFLICT
                && !e.getResponseBodyAsString().contains("idempotency_key_reused");
    }

    private static String unlessRefused(String refusal, Call call) throws BusinessNo, Taken {
        try {
            return id(call.send());
        } catch (HttpClientErrorException e) {
            if (e.getStatusCode() == HttpStatus.UNPROCESSABLE_CONTENT) {
                throw new BusinessNo(
                        refusal,
                        "The partner refuses it (%d)"
                                .formatted(e.getStatusCode().value()),
                        e);
            }
            if (isTaken(e)) {
                throw new Taken(e);
            }
            throw e;
        }
    }

    private static String id(@Nullable Answer answer) {
        if (answer == null || answer.id() == null || answer.id().isBlank()) {
            throw new IllegalStateException("The objects partner answered without an id");
        }
        return answer.id();
    }

    /** An id that names one object: without it the path would name all of a kind, and a 404 would be taken for "gone". */
    private static String segment(@Nullable String id) {
        if (id == null || id.isBlank() || id.equals(".") || id.equals("..")) {
            throw new StepRefused("There is no id of the object, so the objects partner is not asked to change it");
        }
        return id;
    }
}
