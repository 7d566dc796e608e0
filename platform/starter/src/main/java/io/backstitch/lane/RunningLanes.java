package io.backstitch.lane;

import com.zaxxer.hikari.HikariDataSource;
import io.camunda.client.CamundaClient;
import io.camunda.client.CamundaClientConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The lanes that this process runs. */
@Component
public class RunningLanes {

    private final List<Lane> lanes;

    RunningLanes(
            LanesSettings settings,
            CamundaClientConfiguration engine,
            HikariDataSource connections,
            MeterRegistry metrics) {
        this.lanes = settings.run().stream()
                .map(name -> new Lane(
                        name,
                        Objects.requireNonNull(settings.lanes().get(name)),
                        CamundaClient.newClient(engine),
                        connections,
                        metrics))
                .toList();
    }

    public List<Lane> all() {
        return lanes;
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void warnOfThoseTooSmall() {
        lanes.forEach(Lane::warnWhenTooSmall);
    }

    /** After the workers have stopped. */
    @PreDestroy
    void close() {
        lanes.forEach(Lane::close);
    }
}
