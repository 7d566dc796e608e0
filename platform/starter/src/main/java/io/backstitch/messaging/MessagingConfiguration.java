package io.backstitch.messaging;

import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.ProducerListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.util.backoff.ExponentialBackOff;

/** How messages that fail are handled, in both directions. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class MessagingConfiguration {

    static final String EVENT_SENDERS = "eventSenders";

    private static final int SENDERS = 4;
    private static final int IN_MEMORY = 1000;

    /** Few threads and a bounded queue: what finds no room stays in the database and comes again. */
    @Bean(defaultCandidate = false)
    ThreadPoolTaskExecutor eventSenders() {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setThreadNamePrefix("event-sender-");
        executor.setCorePoolSize(SENDERS);
        executor.setMaxPoolSize(SENDERS);
        executor.setQueueCapacity(IN_MEMORY);
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return executor;
    }

    /** The default one logs each failure with the message in full. */
    @Bean
    ProducerListener<Object, Object> quietProducerListener() {
        return new ProducerListener<>() {};
    }

    /** A message is tried until it is handled, so that none is overtaken. */
    @Bean
    CommonErrorHandler engineRecordErrors() {
        ExponentialBackOff untilItWorks = new ExponentialBackOff(500, 2);
        untilItWorks.setMaxInterval(30_000);
        DefaultErrorHandler handler = new DefaultErrorHandler(untilItWorks);
        handler.setClassifications(Map.of(), true);
        return handler;
    }
}
