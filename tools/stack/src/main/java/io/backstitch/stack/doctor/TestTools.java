package io.backstitch.stack.doctor;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What only the tests need; the stack runs without. */
final class TestTools {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");

    private TestTools() {}

    static List<Finding> findings(String searchPath) {
        return List.of(
                tool("browser", BROWSERS, searchPath, "For the tests in a real browser: apt-get install chromium."),
                tool("node", List.of("node"), searchPath, "For the lint of models: install Node.js 20 or newer."));
    }

    private static Finding tool(String subject, List<String> names, String searchPath, String advice) {
        return names.stream()
                .flatMap(name -> find(name, searchPath).stream())
                .findFirst()
                .map(path -> Finding.fine(subject, path + "."))
                .orElseGet(() -> Finding.lacking(subject, "There is no " + names.getFirst() + ".", advice));
    }

    private static Optional<Path> find(String name, String searchPath) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(searchPath)
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
