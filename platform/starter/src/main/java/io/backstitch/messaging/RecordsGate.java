package io.backstitch.messaging;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/** Lets in what the engine has written, refuses the rest, and notices what is missing. */
@Component
class RecordsGate {

    private final RecordOrigins origins;
    private final RefusedRecords refused;
    private final RecordChain chain;

    RecordsGate(RecordOrigins origins, RefusedRecords refused, RecordChain chain) {
        this.origins = origins;
        this.refused = refused;
        this.chain = chain;
    }

    /** What may be handed on, in the same order. What is refused is on record when this returns. */
    List<ConsumerRecord<String, String>> letIn(List<ConsumerRecord<String, String>> messages) {
        return messages.stream().filter(this::isLetIn).toList();
    }

    private boolean isLetIn(ConsumerRecord<String, String> message) {
        return switch (origins.of(message)) {
            case Origin.Engine engine -> {
                chain.add(engine);
                yield true;
            }
            case Origin.Believed ignored -> true;
            case Origin.Refused why -> {
                refused.refuse(message, why);
                yield false;
            }
        };
    }

    /** Whether a signature shows that the message is the engine's. */
    boolean isProven(ConsumerRecord<String, String> message) {
        return origins.of(message) instanceof Origin.Engine;
    }

    /** What comes now may not follow what came last. */
    void beginAnew() {
        chain.beginAnew();
    }
}
