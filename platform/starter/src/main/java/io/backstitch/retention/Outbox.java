package io.backstitch.retention;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether so many events wait to be sent that to look for those of single runs would cost too much: then Kafka is away, and retention waits for it. */
@Component
class Outbox {

    private static final int MANY = 1000;

    private final JdbcClient jdbc;

    Outbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean isStanding() {
        return jdbc.sql("SELECT count(*) > :many FROM (SELECT FROM event_publication LIMIT :many + 1) AS waiting")
                .param("many", MANY)
                .query(Boolean.class)
                .single();
    }
}
