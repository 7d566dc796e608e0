package io.backstitch.web;

import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/** The server of probes and metrics, where it has a port of its own: it bounds and answers as the doors' server does. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementServer {

    /** Not for the doors' own server, in whose context this class is found too: that has both as they are. */
    @Bean
    @ConditionalOnMissingBean(value = ProblemReports.class, search = SearchStrategy.CURRENT)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> asTheDoors(ProblemReports reports, BodyLimits limits) {
        return tomcat -> {
            reports.customize(tomcat);
            limits.customize(tomcat);
        };
    }
}
