package io.backstitch.stack.cli;

import io.backstitch.audit.SigningKey;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What an auditor needs; to verify, nothing but an export and public keys. */
@Command(
        name = "audit",
        description =
                "Shows, exports and proves the audit, verifies that offline, erases persons, and makes keys that sign it.",
        subcommands = {
            AuditShowCommand.class,
            AuditExportCommand.class,
            AuditProveCommand.class,
            AuditVerifyCommand.class,
            AuditEraseCommand.class,
            AuditKeysCommand.class,
            AuditCommand.NewKey.class
        },
        mixinStandardHelpOptions = true)
final class AuditCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to do with the audit: show, export, prove, verify, erase, keys or new-key.");
    }

    /** Prints a new pair of keys, and keeps nothing. */
    @Command(
            name = "new-key",
            description =
                    "Prints a new pair of keys: the private one for the application, the public one for those who verify.",
            mixinStandardHelpOptions = true)
    static final class NewKey implements Runnable {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Override
        public void run() {
            SigningKey key = SigningKey.generate();
            PrintWriter out = spec.commandLine().getOut();
            out.printf("id       %s%n", key.verification().id());
            out.printf("private  %s%n", key.base64());
            out.printf("public   %s%n", key.verification().base64());
            out.println(
                    "The private key belongs into the environment of the application, and nowhere else: who has it can sign another"
                            + " history. The public key is for everybody who verifies; former ones are kept.");
        }
    }
}
