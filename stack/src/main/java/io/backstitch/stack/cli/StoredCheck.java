package io.backstitch.stack.cli;

import io.backstitch.stack.component.BuiltApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks the application that was built here what of a database's open runs it does not read: it alone knows its records. */
final class StoredCheck {

    private static final String MAIN = "io.backstitch.job.ShapesCheck";

    private StoredCheck() {}

    /** Tells what it says, and returns its exit code. */
    static int against(String url, PrintWriter out) throws IOException {
        List<String> command = BuiltApplication.command(Home.find().folders(), MAIN, url);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            said.lines().forEach(out::println);
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            return 2;
        }
    }
}
