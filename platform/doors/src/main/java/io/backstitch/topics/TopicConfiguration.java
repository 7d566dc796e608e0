package io.backstitch.topics;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.kafka.autoconfigure.ConcurrentKafkaListenerContainerFactoryConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.transaction.TransactionException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/** How the topics are read: bytes, in order, each until it is handled. */
@Configuration(proxyBeanMethods = false)
class TopicConfiguration {

    static final String LISTENERS = "topicListeners";

    private static final int TRIES_OF_A_BUG = 5;

    @Bean(LISTENERS)
    ConcurrentKafkaListenerContainerFactory<Object, Object> topicListeners(
            ConcurrentKafkaListenerContainerFactoryConfigurer asConfigured,
            ConsumerFactory<Object, Object> consumers,
            ObjectProvider<TopicListener> listener) {
        var listeners = new ConcurrentKafkaListenerContainerFactory<Object, Object>();
        asConfigured.configure(listeners, ofBytes(consumers));
        listeners.setCommonErrorHandler(untilHandled(listener));
        // Once for all that one poll has brought, each of which is stored or put aside by then: what comes again is
        // known.
        listeners.getContainerProperties().setAckMode(AckMode.BATCH);
        return listeners;
    }

    private static ConsumerFactory<Object, Object> ofBytes(ConsumerFactory<Object, Object> consumers) {
        Map<String, Object> properties = new HashMap<>(consumers.getConfigurationProperties());
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        var ofBytes = new DefaultKafkaConsumerFactory<>(properties);
        consumers.getListeners().forEach(ofBytes::addListener);
        return ofBytes;
    }

    /**
     * While the database or Kafka is away nothing is wrong with the event: it is tried for ever, and those behind it wait, so that none is
     * overtaken. Anything else that fails is a bug of ours: that one is put aside after some tries.
     */
    private static DefaultErrorHandler untilHandled(ObjectProvider<TopicListener> listener) {
        DefaultErrorHandler handler = new DefaultErrorHandler(
                (message, failure) -> listener.getObject().giveUp(bytes(message), failure), backOff(Long.MAX_VALUE));
        handler.setBackOffFunction((message, failure) -> backOff(isAway(failure) ? Long.MAX_VALUE : TRIES_OF_A_BUG));
        handler.setClassifications(Map.of(), true);
        handler.setLogLevel(KafkaException.Level.WARN);
        return handler;
    }

    static boolean isAway(Throwable thrown) {
        Throwable failure = thrown instanceof BatchListenerFailedException ? thrown.getCause() : thrown;
        return failure instanceof DataAccessException
                || failure instanceof TransactionException
                || failure instanceof KafkaException
                || failure instanceof org.apache.kafka.common.KafkaException;
    }

    private static BackOff backOff(long attempts) {
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(10_000);
        backOff.setMaxAttempts(attempts);
        return backOff;
    }

    @SuppressWarnings("unchecked")
    private static ConsumerRecord<byte[], byte[]> bytes(ConsumerRecord<?, ?> message) {
        return (ConsumerRecord<byte[], byte[]>) message;
    }
}
