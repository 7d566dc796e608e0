package io.backstitch.lane;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.backstitch.web.Listing;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The connections of doors that list. However slow their questions are, and however slowly somebody reads an export, the doors that take something in
 * have theirs. Who lists while all are in use waits for a moment, and is then told to come again. None is open before the first is needed.
 *
 * <p>They may write: who reads the audit is put on record first, over the same connections.
 *
 * <p>Metrics: {@code hikaricp.connections.*} of the pool {@code lists}.
 */
@Component
class ListConnections implements HandlerInterceptor, WebMvcConfigurer, AutoCloseable {

    private final HikariDataSource connections;

    ListConnections(
            HikariDataSource ofTheApplication, DatabaseSettings settings, ObjectProvider<MeterRegistry> metrics) {
        HikariConfig own = new HikariConfig();
        ofTheApplication.copyStateTo(own);
        own.setPoolName("lists");
        own.setMaximumPoolSize(settings.listConnections());
        own.setMinimumIdle(0);
        own.setInitializationFailTimeout(-1);
        own.setConnectionTimeout(settings.listPatience().toMillis());
        if (own.getMetricsTrackerFactory() == null) {
            metrics.ifAvailable(meters -> own.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters)));
        }
        this.connections = new HikariDataSource(own);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.hasMethodAnnotation(Listing.class)) {
            LaneDataSource.enter(connections);
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        LaneDataSource.leave();
    }

    @Override
    public void close() {
        connections.close();
    }
}
