package io.backstitch.stack.keeper;

import io.backstitch.stack.Part;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.StackFolders;
import io.backstitch.stack.lifecycle.Stack;
import io.backstitch.stack.process.LogTail;
import io.backstitch.stack.process.Run;
import io.backstitch.stack.process.Runs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A part of a stack on this machine. */
final class KeptPart implements Keeper.Kept {

    private static final int LINES = 50;

    private final StackFolders folders;
    private final Stack stack;
    private final Part part;
    private final Predicate<Runnable> oneAtATime;
    private final Runs runs;

    /** @param oneAtATime does the work unless another command is at work on the stack; whether it did */
    KeptPart(StackFolders folders, Stack stack, Part part, Predicate<Runnable> oneAtATime) {
        this.folders = folders;
        this.stack = stack;
        this.part = part;
        this.oneAtATime = oneAtATime;
        this.runs = new Runs(folders.runs());
    }

    @Override
    public boolean isDead() {
        return dead().isPresent();
    }

    private Optional<Run> dead() {
        return runs.find(part).filter(run -> run.process().isEmpty());
    }

    @Override
    public boolean startIfDead() {
        return oneAtATime.test(() -> dead().ifPresent(this::start));
    }

    /** A start that fails leaves no run behind, as if somebody had stopped it: nobody has. */
    private void start(Run died) {
        try {
            stack.start(Set.of(part));
        } catch (StackFailure e) {
            runs.put(died);
            throw e;
        }
    }

    @Override
    public String lastWords() {
        List<String> said = LogTail.of(folders.log(part), LINES);
        return said.reversed().stream()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("it said nothing");
    }
}
