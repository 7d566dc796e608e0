package io.backstitch.intake;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.CamundaFuture;
import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.PublishMessageResponse;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Brings messages to the engine, many at a time. */
@Component
class MessagePublisher {

    /** Longer than any repeat of a publication: within it the engine refuses the second message. */
    static final Duration TIME_TO_LIVE = Duration.ofHours(24);

    private static final Set<Status.Code> AWAY = Set.of(
            Status.Code.UNAVAILABLE,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.ABORTED,
            Status.Code.CANCELLED,
            Status.Code.UNAUTHENTICATED,
            Status.Code.PERMISSION_DENIED);

    private final CamundaClient client;

    MessagePublisher(@Lazy CamundaClient client) {
        this.client = client;
    }

    /** What became of a message: a closed set. */
    sealed interface Outcome {
        /**
         * The engine has it.
         *
         * @param key the engine's name for it; null when the engine has it from before
         */
        record Taken(@Nullable Long key) implements Outcome {}

        /** The engine cannot be reached, or does not let us in: nothing is wrong with the message. */
        record Away(String reason) implements Outcome {}

        /** The engine has too much to do. */
        record Busy() implements Outcome {}

        /** The engine does not want this message. */
        record Refused(String reason) implements Outcome {}
    }

    /** One outcome for each, in their order. */
    List<Outcome> publish(List<Publication> publications) {
        List<CamundaFuture<PublishMessageResponse>> underWay =
                publications.stream().map(this::send).toList();
        return underWay.stream().map(MessagePublisher::outcome).toList();
    }

    private CamundaFuture<PublishMessageResponse> send(Publication publication) {
        return client.newPublishMessageCommand()
                .messageName(publication.message())
                .correlationKey(publication.run())
                .messageId(publication.id())
                .timeToLive(TIME_TO_LIVE)
                .variables(publication.variables())
                .send();
    }

    private static Outcome outcome(CamundaFuture<PublishMessageResponse> underWay) {
        try {
            return new Outcome.Taken(underWay.join().getMessageKey());
        } catch (ClientStatusException e) {
            return outcome(e);
        } catch (ClientException e) {
            return new Outcome.Away("no answer");
        }
    }

    private static Outcome outcome(ClientStatusException failure) {
        Status.Code code = failure.getStatusCode();
        if (code == Status.Code.ALREADY_EXISTS) {
            return new Outcome.Taken(null);
        }
        if (code == Status.Code.RESOURCE_EXHAUSTED) {
            return new Outcome.Busy();
        }
        if (AWAY.contains(code)) {
            return new Outcome.Away(code.toString());
        }
        return new Outcome.Refused("The engine refuses it (%s)".formatted(code));
    }
}
