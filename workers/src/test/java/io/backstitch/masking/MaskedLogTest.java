package io.backstitch.masking;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The log of the application, as it is configured: who writes a line need not think of it. */
class MaskedLogTest {

    @Test
    void showsNeitherAddressesNorCardsAlsoInFailuresOfLibraries() throws JoranException {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(getClass().getResource("/logback-spring.xml")));
        Logger logger = context.getLogger("test");
        IllegalStateException failure = new IllegalStateException(
                "card tok_visa of ada@example.org", new IllegalArgumentException("was 4111 1111 1111 1111"));

        String line = layout(context)
                .doLayout(new LoggingEvent(
                        "x", logger, Level.ERROR, "A mail to {} failed", failure, new Object[] {"ada@example.org"}));

        assertThat(line)
                .contains(
                        "A mail to [e-mail] failed",
                        "card [token] of [e-mail]",
                        "was [number]",
                        "IllegalStateException")
                .doesNotContain("example.org", "tok_visa", "4111");
        context.stop();
    }

    private static PatternLayout layout(LoggerContext context) {
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>)
                context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender("CONSOLE");
        return (PatternLayout) ((LayoutWrappingEncoder<ILoggingEvent>) console.getEncoder()).getLayout();
    }
}
