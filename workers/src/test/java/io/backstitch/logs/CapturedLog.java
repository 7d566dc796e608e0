package io.backstitch.logs;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.slf4j.LoggerFactory;

/**
 * Everything that this JVM logs while a test runs, stack traces included; a parameter of tests. Other classes log into it, too, so a test looks for
 * what only it can have said. {@code System.out} stays as it is: of that there is one, and several tests want it at once.
 */
public final class CapturedLog {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private CapturedLog() {}

    /** All of it, a line for each event. */
    public String getAll() {
        return lines.stream().collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return getAll();
    }

    private void add(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        lines.add("%s %s : %s%s"
                .formatted(
                        event.getLevel(),
                        event.getLoggerName(),
                        event.getFormattedMessage(),
                        thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown)));
    }

    /** Gives tests what is logged while they run. */
    public static final class Extension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

        private static final Namespace NAMESPACE = Namespace.create(CapturedLog.class);

        /** What takes the lines, as long as it is on the root of all loggers. */
        private static final class Taker extends AppenderBase<ILoggingEvent> {
            final CapturedLog log = new CapturedLog();

            @Override
            protected void append(ILoggingEvent event) {
                log.add(event);
            }
        }

        @Override
        public void beforeEach(ExtensionContext context) {
            root().addAppender(taker(context));
        }

        @Override
        public void afterEach(ExtensionContext context) {
            root().detachAppender(taker(context));
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == CapturedLog.class;
        }

        @Override
        public CapturedLog resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return taker(context).log;
        }

        private static Taker taker(ExtensionContext context) {
            return context.getStore(NAMESPACE).computeIfAbsent(Taker.class, type -> started(), Taker.class);
        }

        private static Taker started() {
            Taker taker = new Taker();
            taker.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
            taker.start();
            return taker;
        }

        private static Logger root() {
            return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        }
    }
}
