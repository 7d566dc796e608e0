package io.backstitch.stack.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Shows how far the engine's records were read, and has what was made of them made anew. */
@Command(
        name = "records",
        description = "Shows how far the engine's records were read.",
        subcommands = RecordsCommand.Rebuild.class,
        mixinStandardHelpOptions = true)
final class RecordsCommand implements Runnable {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        JsonNode read = operator.api().get("/api/records");
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(read.toPrettyString());
        } else {
            print(read, out);
        }
    }

    private static void print(JsonNode read, PrintWriter out) {
        read.path("partitions").forEach(partition -> {
            long position = partition.path("position").asLong();
            long told = partition.path("told").asLong();
            out.printf(
                    "Partition %d of the engine: read up to %s%s%n",
                    partition.path("partition").asInt(),
                    partition.path("toldAt").asString(""),
                    position < told ? "; a rebuild is at %d of %d".formatted(Math.max(position, 0), told) : "");
        });
        if (read.path("partitions").isEmpty()) {
            out.println("No record of the engine has come yet.");
        }
    }

    /** From the beginning. */
    @Command(
            name = "rebuild",
            description =
                    "Forgets what was made of the engine's records, and reads them from the beginning of their topic. Nobody is told anything twice.",
            mixinStandardHelpOptions = true)
    static final class Rebuild implements Runnable {
        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Operator operator;

        @Option(names = "--reason", required = true, paramLabel = "WHY", description = "For the record.")
        private @Nullable String reason;

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public void run() {
            JsonNode read = operator.api().post("/api/records/rebuild", Map.of("reason", String.valueOf(reason)));
            PrintWriter out = spec.commandLine().getOut();
            print(read, out);
            out.println("It goes on by itself. How far it is:  backstitch records");
        }
    }
}
