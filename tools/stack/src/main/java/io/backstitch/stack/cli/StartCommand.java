package io.backstitch.stack.cli;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.operator.OperatorApi;
import io.backstitch.stack.operator.ProcessDoor;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts a run over the door that the application's description names for its process. */
@Command(
        name = "start",
        description = "Starts a run of a process over its door of the API, and says where to look.",
        footer = {
            "",
            "  ./backstitch start workspace --as requester \\",
            "      -d '{\"workspace\": \"Harbour\", \"owner\": \"harbour@customer.example\", \"purpose\": \"support\"}'",
            "",
            "Elsewhere than at the embedded stack, BACKSTITCH_TOKEN says who asks."
        },
        mixinStandardHelpOptions = true)
final class StartCommand implements Runnable {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @Parameters(paramLabel = "PROCESS", description = "Its id; without one that is there, they are listed.")
    @SuppressWarnings("NullAway.Init")
    private String process;

    @Option(
            names = {"-d", "--data"},
            required = true,
            paramLabel = "JSON|@FILE",
            converter = JsonText.class,
            description = "The request: JSON, or a file with it.")
    @SuppressWarnings("NullAway.Init")
    private String data;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "The Idempotency-Key: the same request with the same key is the same run, for ever. Default: a new one.")
    private @Nullable String givenKey;

    @Option(
            names = "--as",
            paramLabel = "USER",
            description = "Which demo user asks, at the embedded stack. Default: operator.")
    private @Nullable String user;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        String key = givenKey == null ? UUID.randomUUID().toString() : givenKey;
        requireKey(key);
        OperatorApi api = operator.apiAs(user);
        ProcessDoor door = door(ProcessDoor.in(api.get(ProcessDoor.DESCRIPTION)));
        Reply reply = submit(api, door, key);
        if (!reply.isOk()) {
            throw new NotStarted(door, operator.isEmbedded(), key).failure(reply);
        }
        tell(reply.body().path("id").asString(""), reply.body().path("archived").isObject(), key);
    }

    /** What a header can hold. */
    private void requireKey(String key) {
        if (!key.matches("[!-~]([ -~]{0,253}[!-~])?")) {
            throw new ParameterException(
                    spec.commandLine(), "--key must have 1 to 255 letters, digits and signs of ASCII.");
        }
    }

    private ProcessDoor door(List<ProcessDoor> doors) {
        List<ProcessDoor> known =
                doors.stream().filter(it -> it.process().equals(process)).toList();
        if (known.isEmpty()) {
            throw new StackFailure(
                    "The application has no door for a process '%s'.".formatted(process),
                    doors.isEmpty()
                            ? "Its description at %s names none: it is of an older version, or runs no processes."
                                    .formatted(ProcessDoor.DESCRIPTION)
                            : "There is: %s."
                                    .formatted(doors.stream()
                                            .map(ProcessDoor::process)
                                            .distinct()
                                            .collect(Collectors.joining(", "))));
        }
        return known.stream()
                .filter(ProcessDoor::json)
                .findFirst()
                .orElseThrow(() -> new StackFailure(
                        "The door of %s takes a file, and no JSON: POST %s."
                                .formatted(process, known.getFirst().path()),
                        "Send it with curl; ./backstitch token USER prints an access token."));
    }

    private Reply submit(OperatorApi api, ProcessDoor door, String key) {
        try {
            return api.submit(door.path(), data, key);
        } catch (IOException e) {
            throw new StackFailure(
                    "The application does not answer: nobody knows whether it has taken the request.",
                    "Send the same again with --key %s: twice is the same as once.".formatted(key),
                    e);
        }
    }

    private void tell(String run, boolean archived, String key) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(run);
        out.printf(
                archived
                        ? "  It was started with this key before, has ended, and is archived.%n"
                        : "  See it:       ./backstitch runs show %s%n".formatted(run));
        if (!archived && operator.isEmbedded()) {
            out.printf("  Until it ends: ./backstitch demo --watch %s%n", run);
        }
        if (givenKey == null) {
            out.printf("  The same run again, and no other: --key %s%n", key);
        }
    }
}
