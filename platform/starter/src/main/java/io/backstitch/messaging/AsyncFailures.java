package io.backstitch.messaging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.interceptor.AsyncUncaughtExceptionHandler;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.stereotype.Component;

/** What becomes of failures in threads that nobody waits for. */
@Component
class AsyncFailures implements AsyncConfigurer {

    private static final Logger log = LoggerFactory.getLogger(AsyncFailures.class);

    /** An event that was not sent is on disk, and {@link KafkaPresence} has said that Kafka is away: no line for each. */
    @Override
    public AsyncUncaughtExceptionHandler getAsyncUncaughtExceptionHandler() {
        return (failure, method, arguments) -> {
            if (failure instanceof NotSent) {
                log.debug("An event waits in the database", failure);
            } else {
                log.error("{} failed", method, failure);
            }
        };
    }
}
