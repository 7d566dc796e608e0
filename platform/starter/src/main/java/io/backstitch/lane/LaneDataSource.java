package io.backstitch.lane;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The application's database: on a thread of a lane the connections of that lane, elsewhere those of the application. So whatever a
 * worker calls, Spring's transactions too, uses up nobody else's connections.
 */
final class LaneDataSource extends DelegatingDataSource {

    private static final ThreadLocal<@Nullable DataSource> OF_THIS_THREAD = new ThreadLocal<>();

    LaneDataSource(DataSource ofTheApplication) {
        super(ofTheApplication);
    }

    /** Does the work on the connections of a lane. */
    static void on(DataSource ofTheLane, Runnable work) {
        enter(ofTheLane);
        try {
            work.run();
        } finally {
            leave();
        }
    }

    /** From now on this thread uses these connections. */
    static void enter(DataSource ownConnections) {
        OF_THIS_THREAD.set(ownConnections);
    }

    /** This thread uses the application's again. */
    static void leave() {
        OF_THIS_THREAD.remove();
    }

    @Override
    public Connection getConnection() throws SQLException {
        DataSource ofTheLane = OF_THIS_THREAD.get();
        return ofTheLane == null ? super.getConnection() : ofTheLane.getConnection();
    }

    /** Who wants to know more of it than its connections, as Flyway and the metrics of pools do, means the application's. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        DataSource ofTheApplication = obtainTargetDataSource();
        return type.isInstance(ofTheApplication) ? type.cast(ofTheApplication) : super.unwrap(type);
    }
}
