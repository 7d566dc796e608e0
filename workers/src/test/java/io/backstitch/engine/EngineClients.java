package io.backstitch.engine;

import io.backstitch.stack.Part;
import io.backstitch.stack.junit.Patience;
import io.backstitch.stack.junit.RunningStack;
import io.camunda.client.CamundaClient;
import java.net.URI;

/** What tests tell an engine themselves. A client that nobody tells waits for ten seconds: a busy machine may need more for the first connection. */
public final class EngineClients {

    private EngineClients() {}

    /** Of the engine of the stack; the caller closes it. */
    public static CamundaClient of(RunningStack stack) {
        return at(stack.url(Part.ZEEBE));
    }

    /** Of one whose gateway is there; the caller closes it. */
    public static CamundaClient at(String grpcAddress) {
        return CamundaClient.newClientBuilder()
                .grpcAddress(URI.create(grpcAddress))
                .preferRestOverGrpc(false)
                .defaultRequestTimeout(Patience.OF_TESTS)
                .build();
    }
}
