package io.backstitch.stack.process;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Starts processes that live on when the one that started them ends: each gets a session of its own, so that neither Ctrl-C
 * nor closing the terminal reaches it. It reads nothing and writes into its log only; the log of the run before is kept
 * beside it as {@code <name>.previous.log}. Its log and all that it writes can be read by its owner only.
 */
public final class DetachedProcess {
    /** The rest of the caller's environment is kept out: a stray KC_, ZEEBE_ or SPRING_ variable would change a part. */
    private static final List<String> INHERITED = List.of("PATH", "HOME", "USER", "LANG", "TMPDIR");

    /** Whatever it writes, no other user may read. The shell replaces itself by the command. */
    private static final List<String> OWNER_ONLY = List.of("/bin/sh", "-c", "umask 077; exec \"$0\" \"$@\"");

    private DetachedProcess() {}

    /** The process is started, not ready; its id is the id of the program itself, not of a wrapper. */
    public static Process start(Launch launch, Path log) throws IOException {
        OwnerOnly.folder(Objects.requireNonNull(log.getParent()));
        OwnerOnly.folder(launch.directory());
        keepPrevious(log);
        OwnerOnly.file(log);
        List<String> command = new ArrayList<>(ownSession());
        command.addAll(OWNER_ONLY);
        command.addAll(launch.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                // At its end, wherever that is: a log that has grown too large is emptied while it is written.
                .redirectOutput(Redirect.appendTo(log.toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(launch.environment());
        return builder.start();
    }

    private static void keepPrevious(Path log) throws IOException {
        if (Files.exists(log)) {
            String name = String.valueOf(log.getFileName()).replaceFirst("\\.log$", ".previous.log");
            Files.move(log, log.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Both replace themselves by the command, so the process id stays. macOS has no setsid but has Perl. */
    private static List<String> ownSession() {
        Path setsid = Path.of("/usr/bin/setsid");
        if (Files.isExecutable(setsid)) {
            return List.of(setsid.toString());
        }
        Path perl = Path.of("/usr/bin/perl");
        if (Files.isExecutable(perl)) {
            return List.of(perl.toString(), "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV");
        }
        return List.of();
    }
}
