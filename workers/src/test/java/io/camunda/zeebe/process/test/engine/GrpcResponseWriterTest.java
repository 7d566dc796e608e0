package io.camunda.zeebe.process.test.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CompleteJobRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceRequest;
import io.camunda.zeebe.gateway.protocol.GatewayOuterClass.CreateProcessInstanceResponse;
import io.camunda.zeebe.protocol.impl.record.value.processinstance.ProcessInstanceCreationRecord;
import io.camunda.zeebe.protocol.record.RejectionType;
import io.camunda.zeebe.protocol.record.intent.Intent;
import io.camunda.zeebe.protocol.record.intent.ProcessInstanceCreationIntent;
import io.camunda.zeebe.util.buffer.BufferUtil;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GrpcResponseWriterTest {

    private static final int ANSWERS = 20_000;

    /** Of the library's own writer, some answers are the other engine's, and some cannot be read. */
    @Test
    void enginesSideBySideAnswerTheirOwn() {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            CompletableFuture<List<Long>> one = CompletableFuture.supplyAsync(() -> answered(0), threads);
            CompletableFuture<List<Long>> other = CompletableFuture.supplyAsync(() -> answered(ANSWERS), threads);

            assertThat(one.join()).isEqualTo(keysFrom(0));
            assertThat(other.join()).isEqualTo(keysFrom(ANSWERS));
        }
    }

    @Test
    void tellsWhatIsRejected() {
        GatewayRequestStore requests = new GatewayRequestStore();
        GrpcResponseWriter writer = new GrpcResponseWriter(null, requests, null);
        Seen<Object> seen = new Seen<>();
        writer.intent(ProcessInstanceCreationIntent.CREATE)
                .rejectionType(RejectionType.NOT_FOUND)
                .rejectionReason(BufferUtil.wrapString("no such process"))
                .tryWriteResponse(1, requests.registerNewRequest(CompleteJobRequest.class, seen));

        assertThat(seen.failures)
                .singleElement()
                .satisfies(it -> assertThat(it).hasMessageContaining("no such process"));
    }

    /** The instances of which an engine tells that makes them one after the other from this key on. */
    private static List<Long> answered(long first) {
        GatewayRequestStore requests = new GatewayRequestStore();
        List<Intent> heard = new ArrayList<>();
        GrpcResponseWriter writer = new GrpcResponseWriter(null, requests, heard::add);
        Seen<CreateProcessInstanceResponse> seen = new Seen<>();
        for (long instance = first; instance < first + ANSWERS; instance++) {
            ProcessInstanceCreationRecord created = new ProcessInstanceCreationRecord()
                    .setProcessInstanceKey(instance)
                    .setBpmnProcessId("p".repeat((int) (instance % 50)));
            writer.key(instance)
                    .intent(ProcessInstanceCreationIntent.CREATED)
                    .valueWriter(created)
                    .tryWriteResponse(1, requests.registerNewRequest(CreateProcessInstanceRequest.class, seen));
        }
        assertThat(seen.failures).isEmpty();
        assertThat(heard).hasSize(ANSWERS);
        return seen.answers.stream()
                .map(CreateProcessInstanceResponse::getProcessInstanceKey)
                .toList();
    }

    private static List<Long> keysFrom(long first) {
        return LongStream.range(first, first + ANSWERS).boxed().toList();
    }

    private static final class Seen<T> implements StreamObserver<T> {

        private final List<T> answers = new ArrayList<>();
        private final List<Throwable> failures = new ArrayList<>();

        @Override
        public void onNext(T answer) {
            answers.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            failures.add(failure);
        }

        @Override
        public void onCompleted() {
            // The answer has been counted.
        }
    }
}
