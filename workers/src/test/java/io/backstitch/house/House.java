package io.backstitch.house;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.backstitch.model.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packages of the kernel, the platform and the application, as they are compiled, and the modules in whose folders they lie. */
final class House {

    static final Path ROOT = Repository.ROOT;

    /** Without the tools, which know none of them but check and audit, and without tests. */
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/io/backstitch/stack/"))
            .importPackages("io.backstitch");

    private static final String OURS = "io.backstitch.";
    private static final String SOURCES = "src/main/java/io/backstitch";
    private static final Map<String, String> MODULES = modulesByPackage();

    private House() {}

    static Collection<String> modules() {
        return new TreeSet<>(MODULES.values());
    }

    static String moduleOf(String name) {
        return MODULES.getOrDefault(name, "?");
    }

    static boolean isOfPlatform(JavaClass type) {
        return Set.of("platform/starter", "platform/approvals", "platform/doors")
                .contains(moduleOf(room(type, OURS)));
    }

    /** Package by package, by the first part of its name. */
    static Map<String, Set<String>> arrows() {
        return arrows(OURS);
    }

    /** Of the packages of this repository's processes and partners. */
    static Map<String, Set<String>> arrowsOfTheApplication() {
        return arrows(OURS + "workers.");
    }

    private static Map<String, Set<String>> arrows(String within) {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            if (type.getPackageName().startsWith(within)) {
                String from = room(type, within);
                Set<String> known = arrows.computeIfAbsent(from, name -> new TreeSet<>());
                type.getDirectDependenciesFromSelf().stream()
                        .map(it -> it.getTargetClass().getBaseComponentType())
                        .filter(it -> it.getPackageName().startsWith(within))
                        .map(it -> room(it, within))
                        .filter(to -> !to.equals(from))
                        .forEach(known::add);
            }
        }
        return arrows;
    }

    private static String room(JavaClass type, String within) {
        String name = type.getPackageName();
        return name.startsWith(within) ? name.substring(within.length()).replaceFirst("\\..*", "") : "";
    }

    static Set<String> processes() {
        return list(ROOT.resolve("processes")).stream()
                .map(folder -> folder.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of all that is shipped. */
    static List<Path> packageFolders() {
        return moduleFolders().stream()
                .flatMap(module -> foldersBelow(module.resolve(SOURCES)).stream())
                .filter(folder ->
                        list(folder).stream().anyMatch(file -> file.toString().endsWith(".java")))
                .toList();
    }

    private static List<Path> foldersBelow(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> moduleFolders() {
        return Stream.concat(list(ROOT).stream(), list(ROOT.resolve("platform")).stream())
                .filter(folder -> Files.isDirectory(folder.resolve(SOURCES)))
                .toList();
    }

    private static Map<String, String> modulesByPackage() {
        Map<String, String> modules = new TreeMap<>();
        for (Path module : moduleFolders()) {
            list(module.resolve(SOURCES)).stream()
                    .filter(Files::isDirectory)
                    .forEach(room -> modules.put(
                            room.getFileName().toString(),
                            ROOT.relativize(module).toString().replace('\\', '/')));
        }
        return modules;
    }
}
