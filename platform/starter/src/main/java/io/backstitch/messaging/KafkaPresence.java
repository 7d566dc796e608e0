package io.backstitch.messaging;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Knows whether Kafka can be reached, and says so once when that changes. Kafka's clients would ask for ever, noisily, and one of them
 * does not even start when the name of Kafka's host is unknown: so the listeners are started when somebody answers. Once started they find
 * their way back by themselves.
 */
@Component
public class KafkaPresence {

    private static final Logger log = LoggerFactory.getLogger(KafkaPresence.class);
    private static final int PATIENCE_MILLIS = 1000;

    private final List<String> servers;
    private final KafkaListenerEndpointRegistry listeners;
    private volatile @Nullable Boolean there;

    KafkaPresence(KafkaConnectionDetails kafka, KafkaListenerEndpointRegistry listeners) {
        this.servers = kafka.getBootstrapServers();
        this.listeners = listeners;
    }

    /** Whether Kafka could be reached a moment ago. */
    public boolean isThere() {
        return Boolean.TRUE.equals(there);
    }

    @Scheduled(fixedDelay = 1000)
    void look() {
        boolean now = servers.stream().anyMatch(KafkaPresence::answers);
        if (!Boolean.valueOf(now).equals(there)) {
            there = now;
            tell(now);
        }
        if (now) {
            listeners.getListenerContainers().forEach(KafkaPresence::start);
        }
    }

    private void tell(boolean now) {
        if (now) {
            log.info("Kafka is there: {}", servers);
        } else {
            log.warn(
                    "Kafka cannot be reached at {}. Until it can, incidents are not noticed, events wait in the database, and none come in from topics",
                    servers);
        }
    }

    private static void start(MessageListenerContainer listener) {
        try {
            if (!listener.isRunning()) {
                listener.start();
            }
        } catch (KafkaException e) {
            log.warn("Listener {} does not start and is tried again: {}", listener.getListenerId(), e.getMessage());
        }
    }

    private static boolean answers(String server) {
        String host = Utils.getHost(server);
        Integer port = Utils.getPort(server);
        if (host == null || port == null) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            return true;
        } catch (IOException nobodyThere) {
            return false;
        }
    }
}
