package io.backstitch.workers.objects;

import io.backstitch.job.Partner;
import io.backstitch.job.Partners;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.web.client.RestClient;

/** Clients of the objects partner without an application. */
public final class ObjectsClients {

    private ObjectsClients() {}

    public static ObjectsClient of(URI partner) {
        Duration patience = Duration.ofSeconds(5);
        return new ObjectsClient(
                RestClient.builder(),
                new ObjectsClient.Settings(partner.toString()),
                new Partners(Map.of("objects", new Partner(patience, patience, Duration.ZERO, null, null))));
    }
}
