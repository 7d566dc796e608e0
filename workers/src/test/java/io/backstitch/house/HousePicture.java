package io.backstitch.house;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Draws docs/house.md: the modules with their arrows, and of each package which others it knows. */
final class HousePicture {

    static final Path PAGE = House.ROOT.resolve("docs/house.md");

    private static final String BEGIN = "<!-- drawn by HouseTest: from here -->\n";
    private static final String END = "<!-- to here -->\n";

    private HousePicture() {}

    /** The page with its picture made anew; what people wrote around it stays. */
    static String page(String page) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(0, begin) + "\n" + picture() + "\n" + rooms() + "\n" + page.substring(page.indexOf(END));
    }

    /** Mermaid: what is known through another is not drawn. */
    private static String picture() {
        Map<String, Set<String>> modules = new TreeMap<>();
        House.arrows()
                .forEach((from, known) -> known.forEach(to -> {
                    if (!House.moduleOf(from).equals(House.moduleOf(to))) {
                        modules.computeIfAbsent(House.moduleOf(from), name -> new TreeSet<>())
                                .add(House.moduleOf(to));
                    }
                }));
        String arrows = modules.entrySet().stream()
                .flatMap(from -> from.getValue().stream()
                        .filter(to -> from.getValue().stream()
                                .noneMatch(between ->
                                        modules.getOrDefault(between, Set.of()).contains(to)))
                        .map(to -> "  %s --> %s\n".formatted(box(from.getKey()), box(to))))
                .collect(Collectors.joining());
        return "```mermaid\nflowchart TD\n" + arrows + "```\n";
    }

    private static String box(String module) {
        return "%s[%s]".formatted(module.replace('/', '_'), module);
    }

    private static String rooms() {
        Map<String, Set<String>> arrows = House.arrows();
        StringBuilder rows = new StringBuilder("| module | package | knows |\n|---|---|---|\n");
        for (String module : House.modules()) {
            List<String> rooms = arrows.keySet().stream()
                    .filter(room -> House.moduleOf(room).equals(module))
                    .toList();
            for (String room : rooms) {
                rows.append("| %s | `%s` | %s |\n"
                        .formatted(module, room, String.join(", ", arrows.getOrDefault(room, Set.of()))));
            }
        }
        return rows.toString();
    }
}
