package io.backstitch.stack.cli;

import io.backstitch.stack.Part;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.process.LogTail;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the end of the log of a part. */
@Command(name = "logs", description = "Shows the last lines of the log of a part.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(300);

    @Parameters(paramLabel = "NAME", description = "The part, as ./backstitch status names it.")
    private String name = "";

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "100",
            description = "How many lines. Default: ${DEFAULT-VALUE}.")
    private int lines;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path log = Home.find().folders().log(part());
        if (!Files.exists(log)) {
            throw new StackFailure(name + " has no log: it was never started.", "Run ./backstitch up.");
        }
        PrintWriter out = spec.commandLine().getOut();
        LogTail.of(log, lines).forEach(out::println);
        out.flush();
        if (follow) {
            follow(log, out);
        }
        return 0;
    }

    private Part part() {
        return Part.named(name)
                .orElseThrow(() -> new StackFailure(
                        "There is no part " + name + ".",
                        "Parts are " + Stream.of(Part.values()).map(Part::label).collect(Collectors.joining(", "))
                                + "."));
    }

    /** A log that is shorter than before is a new one: the part was started again. */
    private static void follow(Path log, PrintWriter out) throws IOException, InterruptedException {
        long position = Files.size(log);
        while (!Thread.currentThread().isInterrupted()) {
            long size = Files.exists(log) ? Files.size(log) : 0;
            if (size < position) {
                position = 0;
            }
            if (size > position) {
                out.print(read(log, position, (int) (size - position)));
                out.flush();
                position = size;
            }
            Thread.sleep(PAUSE);
        }
    }

    private static String read(Path log, long position, int length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[length];
            file.seek(position);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
