package io.backstitch.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Lets the log through to the console while a test captures it ({@code CapturedOutput}), all of it: what must not be in the log must
 * be found. Otherwise only from a level on; the whole log of the tests is in {@code target/tests.log}.
 */
public final class Shown extends Filter<ILoggingEvent> {

    private static final String CAPTURE = "org.springframework.boot.test.system.OutputCapture";

    private Level from = Level.OFF;

    /** Called by Logback with {@code -Dtest.console=WARN}. */
    public void setFrom(String level) {
        from = Level.toLevel(level, Level.OFF);
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        boolean captured = System.out.getClass().getName().startsWith(CAPTURE);
        return captured || event.getLevel().isGreaterOrEqual(from) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}
