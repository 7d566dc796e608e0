package io.backstitch.messaging;

import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(MessagingConfiguration.class);
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

    /** A record is tried until it is handled, so that none is overtaken; what cannot be read never will be, and is skipped. */
    @Bean
    CommonErrorHandler engineRecordErrors() {
        ExponentialBackOff untilItWorks = new ExponentialBackOff(500, 2);
        untilItWorks.setMaxInterval(30_000);
        DefaultErrorHandler handler = new DefaultErrorHandler(
                (message, failure) -> log.error(
                        "A record of the engine cannot be read and is skipped: {}-{}@{}",
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        failure),
                untilItWorks);
        handler.setClassifications(Map.of(UnreadableRecord.class, false), true);
        return handler;
    }
}
