package io.backstitch.stack.cli;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.component.BuiltApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Asks the application that was built here what of the open runs of an installation it does not read: it alone knows its records. What they hold stands in the
 * installation's database, or is told by its application.
 */
final class StoredCheck {

    private static final String MAIN = "io.backstitch.job.ShapesCheck";
    /** Where what is told comes as the input. */
    private static final String INPUT = "-";

    private final PrintWriter out;

    StoredCheck(PrintWriter out) {
        this.out = out;
    }

    static boolean isApplication(String address) {
        return address.matches("https?://.*");
    }

    static boolean isDatabase(String address) {
        return address.startsWith("jdbc:");
    }

    /** Tells what it says of a database, and returns its exit code. */
    int database(String url) throws IOException {
        return run(url, "");
    }

    /** The same of what an application tells. */
    int application(String url, Operator operator) throws IOException {
        JsonNode told = operator.at(url)
                .find("/api/effects/shapes")
                .orElseThrow(() -> new StackFailure(
                        "The application at %s is of a version that does not tell what its runs hold.".formatted(url),
                        "Ask its database: backstitch check --against JDBC-URL"));
        return run(INPUT, told.toString());
    }

    private int run(String argument, String input) throws IOException {
        List<String> command = BuiltApplication.command(Home.find().folders(), MAIN, argument);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
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
