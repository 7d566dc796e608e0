package io.backstitch.stack.torture;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Events as lines with the time since the beginning; on a terminal the status is a line below them that is drawn again and again. */
public final class LiveLine implements Telling {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final int columns;
    private final Clock clock;
    private final Instant begin;
    private String status = "";
    private Instant lastLine = Instant.MIN;

    /** @param terminal whether a line can be drawn again; otherwise the status is a line every ten seconds */
    public LiveLine(PrintWriter out, boolean terminal, int columns, Clock clock) {
        this.out = out;
        this.terminal = terminal;
        this.columns = columns;
        this.clock = clock;
        this.begin = clock.instant();
    }

    @Override
    public synchronized void event(String what) {
        out.printf("%s[%s] %s%n", terminal ? CLEAR : "", time(clock.instant()), what);
        draw();
    }

    @Override
    public synchronized void status(String line) {
        status = line;
        Instant now = clock.instant();
        if (terminal) {
            draw();
        } else if (!now.isBefore(lastLine.plus(BETWEEN_LINES))) {
            lastLine = now;
            out.printf("[%s] %s%n", time(now), line);
            out.flush();
        }
    }

    /** A line that wraps could not be drawn over. */
    private void draw() {
        if (terminal) {
            out.print(CLEAR + (status.length() < columns ? status : status.substring(0, Math.max(0, columns - 1))));
        }
        out.flush();
    }

    /** Wipes the status away: what follows is printed by others. */
    public synchronized void end() {
        status = "";
        draw();
    }

    /** For instance {@code 03:07}. */
    static String minutes(Duration duration) {
        return "%02d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
    }

    private String time(Instant now) {
        return minutes(Duration.between(begin, now));
    }
}
