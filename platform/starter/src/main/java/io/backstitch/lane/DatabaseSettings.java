package io.backstitch.lane;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the application uses its database, beside the pools of Spring and of the lanes.
 *
 * @param statementTimeout the database ends a statement that takes longer; less than the {@code socketTimeout} of the connections, so that
 *     it is the database that ends it, and nothing goes on behind our back
 * @param listConnections of the doors that list, see {@link ListConnections}
 * @param listPatience how long such a door waits for one of them
 */
@ConfigurationProperties("backstitch.database")
record DatabaseSettings(
        @DefaultValue("15s") Duration statementTimeout,
        @DefaultValue("4") int listConnections,
        @DefaultValue("5s") Duration listPatience) {

    DatabaseSettings {
        if (!statementTimeout.isPositive()) {
            throw new IllegalArgumentException(
                    "backstitch.database.statement-timeout must be more than nothing, and is " + statementTimeout);
        }
        if (listConnections < 1) {
            throw new IllegalArgumentException(
                    "backstitch.database.list-connections must be 1 or more, and is " + listConnections);
        }
        if (listPatience.toMillis() < 250) {
            throw new IllegalArgumentException(
                    "backstitch.database.list-patience must be 250ms or more, and is " + listPatience);
        }
    }

    /** As PostgreSQL takes it when a connection begins: so it also holds after whatever a statement has set is taken back. */
    String connectionOptions() {
        return "-c statement_timeout=" + statementTimeout.toMillis();
    }
}
