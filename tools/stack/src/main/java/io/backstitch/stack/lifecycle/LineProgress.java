package io.backstitch.stack.lifecycle;

import io.backstitch.stack.Part;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One line for each change, for logs and other places where lines cannot be redrawn. */
public final class LineProgress implements Progress {
    private final PrintStream out;
    private final Map<Part, String> last = new ConcurrentHashMap<>();

    public LineProgress(PrintStream out) {
        this.out = out;
    }

    /** What takes no time is not told, and of a download only that it began. */
    @Override
    public void doing(Part part, String what, String detail) {
        boolean news = what.equals(STARTING) || !detail.isEmpty();
        if (news && !what.equals(last.put(part, what))) {
            line(part, what + (detail.isEmpty() ? "" : " " + detail));
        }
    }

    @Override
    public void ready(Part part, Duration took) {
        line(part, "ready after %.1f s".formatted(took.toMillis() / 1000.0));
    }

    @Override
    public void found(Part part) {
        line(part, "runs already");
    }

    @Override
    public void failed(Part part) {
        line(part, "FAILED");
    }

    private void line(Part part, String text) {
        out.printf("%-12s%s%n", part.label(), text);
    }
}
