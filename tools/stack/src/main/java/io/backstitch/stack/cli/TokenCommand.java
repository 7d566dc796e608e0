package io.backstitch.stack.cli;

import io.backstitch.stack.demo.Login;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints an access token of a demo user, alone, so that {@code $(backstitch token employee)} is one. */
@Command(
        name = "token",
        description =
                "Prints an access token of a user of the embedded stack's demo, for curl and the like; behind it, on the error output, how long it is good.",
        footer = {
            "",
            "  curl -H \"Authorization: Bearer $(./backstitch token operator)\" http://localhost:8080/api/runs"
        },
        mixinStandardHelpOptions = true)
final class TokenCommand implements Runnable {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Operator operator;

    @Parameters(paramLabel = "USER", description = "A user name, such as operator, requester, employee, manager.")
    @SuppressWarnings("NullAway.Init")
    private String user;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        Login.Issued issued = operator.issue(user);
        spec.commandLine().getOut().println(issued.token());
        spec.commandLine()
                .getErr()
                .printf(
                        "A token of %s, good for %d minutes. Whoever has it is %s: do not keep it.%n",
                        user, issued.goodFor().toMinutes(), user);
    }
}
