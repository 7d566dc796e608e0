package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import io.backstitch.stack.artifact.Trees;
import io.backstitch.stack.process.JavaProgram;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Keeps what a failure on a stack was about, at the moment at which it happens and before the test tidies up: in {@code target/failures/}, in a folder
 * named after the class and the method, the failure, the logs of all servers, and what the threads of the test JVM and of each application did. One
 * line on the standard output says where. A failure of a class before its tests, or after, has a folder named after the class.
 *
 * <p>What fails outside of methods of the test, in its constructor for instance, is kept by {@link FailureListener} when it has ended. The kept is
 * there until the same test fails again or {@code target} is deleted. Whatever goes wrong in keeping, the test fails with its own failure.
 */
public final class FailureLogs implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final Path ALL = Path.of("target", "failures").toAbsolutePath();
    private static final Pattern INVOCATION = Pattern.compile("\\[[a-z-]+-invocation:#(\\d+)]");
    private static final long SECONDS_FOR_A_DUMP = 20;
    /** By its name: the class is JUnit's own affair. */
    private static final String SKIPPED = "org.opentest4j.TestAbortedException";

    private static final Set<String> KEPT = ConcurrentHashMap.newKeySet();

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        rethrow(context, failure);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        rethrow(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        rethrow(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        rethrow(context, failure);
    }

    @Override
    public void handleAfterAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        rethrow(context, failure);
    }

    private static void rethrow(ExtensionContext context, Throwable failure) throws Throwable {
        String method = context.getTestMethod().map(it -> "." + it.getName()).orElse("");
        keep(context.getUniqueId(), context.getRequiredTestClass().getName() + method, failure);
        throw failure;
    }

    /**
     * The first failure of each test: what follows in its tidying up is of no interest.
     *
     * @param id of the test, as JUnit numbers it
     */
    static void keep(String id, String test, Throwable failure) {
        if (failure.getClass().getName().equals(SKIPPED) || !KEPT.add(id)) {
            return;
        }
        Matcher invocation = INVOCATION.matcher(id);
        Path folder = ALL.resolve(test + (invocation.find() ? "." + invocation.group(1) : ""));
        try {
            Trees.delete(folder);
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("failure.txt"), text(failure));
            ServerLogs.copyTo(folder);
            dumpThreads(ProcessHandle.current(), folder, "tests");
            ServerLogs.processes(Part.APPLICATION)
                    .forEach(application -> dumpThreads(application, folder, "application-" + application.pid()));
            System.out.printf("Logs of all servers and what their threads did when %s failed: %s%n", test, folder);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** When the test has ended: should it run again, its failure is another one. */
    static void ended(String id) {
        KEPT.remove(id);
    }

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** All threads with their locks; then all with the virtual ones, which the first does not know. */
    private static void dumpThreads(ProcessHandle process, Path folder, String name) {
        jcmd(process, folder.resolve(name + ".threads.txt"), "Thread.print", "-l");
        Path all = folder.resolve(name + ".virtual-threads.txt");
        jcmd(process, folder.resolve(name + ".jcmd.txt"), "Thread.dump_to_file", all.toString());
    }

    private static void jcmd(ProcessHandle process, Path output, String... command) {
        try {
            Process jcmd = new ProcessBuilder(
                            JavaProgram.javaHome()
                                    .resolve("bin")
                                    .resolve("jcmd")
                                    .toString(),
                            String.valueOf(process.pid()),
                            String.join(" ", command))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!jcmd.waitFor(SECONDS_FOR_A_DUMP, TimeUnit.SECONDS)) {
                jcmd.destroyForcibly();
            }
        } catch (IOException noJdk) {
            // A runtime without tools has no dumps.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
