package io.backstitch.stack.cli;

import io.backstitch.stack.Part;
import io.backstitch.stack.lifecycle.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** A line for each part that is drawn again in place, with the time since the start of the command. */
final class TerminalProgress implements Progress {
    private static final Duration BETWEEN_DRAWS = Duration.ofMillis(200);

    private final PrintStream out;
    private final int columns;
    private final Instant begin = Instant.now();
    private final Map<Part, String> lines = new EnumMap<>(Part.class);
    private final Map<Part, Boolean> busy = new EnumMap<>(Part.class);
    private final Thread painter = Thread.ofVirtual().unstarted(this::paint);
    private boolean drawn;

    private TerminalProgress(PrintStream out, Set<Part> parts, int columns) {
        this.out = out;
        this.columns = columns;
        parts.forEach(part -> put(part, true, WAITING));
    }

    static TerminalProgress on(PrintStream out, Set<Part> parts, int columns) {
        TerminalProgress progress = new TerminalProgress(out, parts, columns);
        progress.painter.start();
        return progress;
    }

    @Override
    public void doing(Part part, String what, String detail) {
        put(part, true, what + (detail.isEmpty() ? "" : " " + detail));
    }

    @Override
    public void ready(Part part, Duration took) {
        put(part, false, "ready after %.1f s".formatted(took.toMillis() / 1000.0));
    }

    @Override
    public void found(Part part) {
        put(part, false, "runs already");
    }

    @Override
    public void failed(Part part) {
        put(part, false, "FAILED");
    }

    private synchronized void put(Part part, boolean isBusy, String text) {
        lines.put(part, text);
        busy.put(part, isBusy);
    }

    private void paint() {
        try {
            while (true) {
                draw();
                Thread.sleep(BETWEEN_DRAWS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void draw() {
        StringBuilder text = new StringBuilder(drawn ? "\u001b[%dA\u001b[J".formatted(lines.size()) : "");
        lines.forEach((part, line) -> text.append(fit(row(part, line))).append('\n'));
        out.print(text);
        out.flush();
        drawn = true;
    }

    private String row(Part part, String line) {
        boolean isBusy = Boolean.TRUE.equals(busy.get(part));
        long seconds = Duration.between(begin, Instant.now()).toSeconds();
        return "  %-12s %-36s %s"
                .formatted(part.label(), part.purpose(), line + (isBusy ? " (" + seconds + " s)" : ""));
    }

    /** A line that wraps could not be drawn over. */
    private String fit(String line) {
        return line.length() < columns ? line : line.substring(0, Math.max(0, columns - 1));
    }

    /** Draws the last time. */
    void end() {
        painter.interrupt();
        draw();
    }
}
