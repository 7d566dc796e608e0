package io.backstitch.stack.process;

import io.backstitch.stack.Part;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of a Java program, on the Java that runs now unless another is named. */
public final class JavaProgram {
    private final List<String> options = new ArrayList<>();
    private final List<String> program = new ArrayList<>();

    private JavaProgram() {}

    /** With at most so much heap, as {@code -Xmx} writes it. A few megabytes beside it are bounded, too. */
    public static JavaProgram withHeap(String heap) {
        JavaProgram java = new JavaProgram();
        java.options.addAll(List.of("-Xms32m", "-Xmx" + heap, "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        return java;
    }

    /**
     * For a part whose start matters more than its speed afterwards: only the first, fast compiler is used. That halves the
     * processor time of a start.
     */
    public JavaProgram quickToStart() {
        return options("-XX:TieredStopAtLevel=1");
    }

    /**
     * What the person wants otherwise for one part, in the variable {@code BACKSTITCH_JAVA_OPTIONS_<PART>}: it wins over all options
     * so far. Who measures the engine sets {@code BACKSTITCH_JAVA_OPTIONS_ZEEBE="-XX:TieredStopAtLevel=4 -Xmx1g"}.
     */
    public JavaProgram optionsFromEnvironment(Part part) {
        String wanted = System.getenv().getOrDefault("BACKSTITCH_JAVA_OPTIONS_" + part.name(), "");
        return wanted.isBlank() ? this : options(wanted.strip().split("\\s+"));
    }

    public JavaProgram options(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    public JavaProgram classpath(List<Path> classpath) {
        return classpath(classpath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }

    public JavaProgram classpath(String classpath) {
        options.addAll(List.of("-cp", classpath));
        return this;
    }

    /** The main class, or {@code -jar} and the jar; then its arguments. */
    public JavaProgram runs(String... mainAndArguments) {
        program.addAll(List.of(mainAndArguments));
        return this;
    }

    public List<String> command() {
        List<String> command = new ArrayList<>(List.of(javaExecutable().toString()));
        command.addAll(options);
        command.addAll(program);
        return command;
    }

    /** The Java that runs now. */
    public static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    public static Path javaExecutable() {
        return javaHome().resolve("bin").resolve("java");
    }
}
