package io.camunda.zeebe.process.test.engine;

import com.google.protobuf.GeneratedMessage;
import io.camunda.zeebe.process.test.engine.GatewayRequestStore.Request;
import io.camunda.zeebe.protocol.record.RecordType;
import io.camunda.zeebe.protocol.record.RejectionType;
import io.camunda.zeebe.protocol.record.ValueType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.stream.api.CommandResponseWriter;
import io.camunda.zeebe.util.buffer.BufferUtil;
import io.camunda.zeebe.util.buffer.BufferWriter;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers of one engine in memory, in place of the library's class of this name, which comes later on the class path.
 *
 * <p>The library's (8.8.21) keeps key, value and intent of the answer in static fields. Of two engines in one JVM, one sends the other's answer
 * now and then, or none: six engines that are asked all the time do so about once in five hundred answers. Delete this once the library's passes
 * the test.
 */
final class GrpcResponseWriter implements CommandResponseWriter {

    private final GatewayRequestStore requests;
    private final @Nullable Consumer<Intent> listener;
    private final GrpcResponseMapper mapper = new GrpcResponseMapper();
    private final MutableDirectBuffer written = new ExpandableArrayBuffer();
    private final DirectBuffer value = new UnsafeBuffer();
    private long key = -1;
    private Intent intent = Intent.UNKNOWN;
    private RejectionType rejection = RejectionType.NULL_VAL;
    private String reason = "";

    /**
     * Made as the library makes its own.
     *
     * @param gateway not needed
     * @param listener told of each answer's intent; null for nobody
     */
    @SuppressWarnings("unused")
    GrpcResponseWriter(
            @Nullable GrpcToLogStreamGateway gateway,
            GatewayRequestStore requests,
            @Nullable Consumer<Intent> listener) {
        this.requests = requests;
        this.listener = listener;
    }

    @Override
    public CommandResponseWriter partitionId(int partition) {
        return this;
    }

    @Override
    public CommandResponseWriter key(long key) {
        this.key = key;
        return this;
    }

    @Override
    public CommandResponseWriter intent(Intent intent) {
        this.intent = intent;
        return this;
    }

    @Override
    public CommandResponseWriter recordType(RecordType type) {
        return this;
    }

    @Override
    public CommandResponseWriter valueType(ValueType type) {
        return this;
    }

    @Override
    public CommandResponseWriter rejectionType(RejectionType type) {
        rejection = type;
        return this;
    }

    @Override
    public CommandResponseWriter rejectionReason(DirectBuffer text) {
        reason = BufferUtil.bufferAsString(text);
        return this;
    }

    @Override
    public CommandResponseWriter valueWriter(BufferWriter answer) {
        answer.write(written, 0);
        value.wrap(written, 0, answer.getLength());
        return this;
    }

    @Override
    public void tryWriteResponse(int stream, long requestId) {
        Request request = requests.removeRequest(requestId);
        @SuppressWarnings("unchecked") // what the request's own method of the gateway was given
        StreamObserver<GeneratedMessage> asking = (StreamObserver<GeneratedMessage>) request.responseObserver();
        if (rejection != RejectionType.NULL_VAL) {
            asking.onError(StatusProto.toStatusException(mapper.createRejectionResponse(rejection, intent, reason)));
            return;
        }
        if (listener != null) {
            listener.accept(intent);
        }
        asking.onNext(mapper.map(request.requestType(), value, key, intent));
        asking.onCompleted();
    }
}
