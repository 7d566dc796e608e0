package io.backstitch.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the files of a process application are on disk: in {@code processes/}, {@code forms/} and {@code .camunda/element-templates/}. */
public final class ApplicationFiles {

    private static final Path TEMPLATES = Path.of(".camunda", "element-templates");

    private final Path root;

    private ApplicationFiles(Path root) {
        this.root = root;
    }

    /** The application at this folder. */
    public static ApplicationFiles at(Path root) {
        return new ApplicationFiles(root);
    }

    /**
     * The application that a file belongs to: the nearest folder above it with element templates.
     *
     * @throws NoApplication when there is none
     */
    public static ApplicationFiles around(Path file) {
        return Stream.iterate(file.toAbsolutePath().normalize().getParent(), path -> path != null, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve(TEMPLATES)))
                .findFirst()
                .map(ApplicationFiles::new)
                .orElseThrow(() -> new NoApplication(file));
    }

    public Path root() {
        return root;
    }

    /** The path of a file from the root, with slashes; its name alone when it is not below the root. */
    public String pathOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path base = root.toAbsolutePath().normalize();
        Path shown = absolute.startsWith(base) ? base.relativize(absolute) : absolute.getFileName();
        return String.valueOf(shown).replace('\\', '/');
    }

    /** All models, decisions and forms. */
    public List<SourceFile> sources() throws IOException {
        List<SourceFile> sources = new ArrayList<>();
        for (String folder : List.of("processes", "forms")) {
            for (Path file : files(root.resolve(folder))) {
                SourceFile source = read(file);
                if (source.isModel() || source.isDecision() || source.isForm()) {
                    sources.add(source);
                }
            }
        }
        return sources;
    }

    public SourceFile read(Path file) throws IOException {
        return new SourceFile(pathOf(file), Files.readString(file));
    }

    /** What the workers declare, from the element templates. */
    public Declarations declarations() throws IOException {
        List<String> templates = new ArrayList<>();
        for (Path file : files(root.resolve(TEMPLATES))) {
            if (file.toString().endsWith(".json")) {
                templates.add(Files.readString(file));
            }
        }
        return Declarations.read(templates);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
