package io.backstitch.stack.cli;

import io.backstitch.stack.keeper.Keeping;
import io.backstitch.stack.lifecycle.Progress;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** What {@code up} leaves behind: it looks after the application until {@code down}. Nobody calls it by hand. */
@Command(name = KeepCommand.NAME, hidden = true, mixinStandardHelpOptions = true)
final class KeepCommand implements Callable<Integer> {
    static final String NAME = "keep";

    @Override
    public Integer call() throws InterruptedException {
        Home home = Home.find();
        new Keeping(
                        home.folders(),
                        home.stack(Progress.unheard()),
                        work -> OneAtATime.tryRun(home.folders().state(), work),
                        System.out)
                .forEver();
        return 0;
    }
}
