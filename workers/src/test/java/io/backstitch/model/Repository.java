package io.backstitch.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The modeller's files, where the modeller has them. */
public final class Repository {

    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Repository() {}

    /** The models of all processes. */
    static List<Path> processes() {
        try (Stream<Path> files = Files.walk(ROOT.resolve("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
