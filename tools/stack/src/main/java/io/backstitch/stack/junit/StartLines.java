package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import io.backstitch.stack.lifecycle.LineProgress;
import io.backstitch.stack.lifecycle.Progress;
import java.time.Duration;

/** Tells what is started for tests, and not what was there already: class after class asks for it. */
final class StartLines implements Progress {
    private final Progress lines = new LineProgress(TestConsole.out());

    @Override
    public void doing(Part part, String what, String detail) {
        lines.doing(part, what, detail);
    }

    @Override
    public void ready(Part part, Duration took) {
        lines.ready(part, took);
    }

    @Override
    public void found(Part part) {}

    @Override
    public void failed(Part part) {
        lines.failed(part);
    }
}
