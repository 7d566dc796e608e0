package io.backstitch.check;

import io.camunda.zeebe.model.bpmn.instance.Process;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where things are, so that people find them. */
final class FileRules {

    private FileRules() {}

    static List<Rule> rules() {
        return List.of(
                new Rule(
                        ModelCheck.READABLE,
                        "What cannot be read cannot be deployed.",
                        "Open the file in Camunda Modeler and save it again; after an edit by hand, the reason names the place.",
                        (application, findings) -> {}),
                Rule.ofProcess(
                        "file-name",
                        "One process is one lower-case word: who knows the word finds the model, the forms, the workers and the runs.",
                        "Give the process one lower-case word as its id, make it executable, and save it alone as `processes/<word>/<word>.bpmn`.",
                        FileRules::fileName),
                new Rule(
                        "unique-id",
                        "Of two processes, forms or decisions with one id, the engine takes the one that was deployed last.",
                        "Give one of them another id.",
                        FileRules::uniqueId));
    }

    /** What stands in the way of all other rules. */
    static List<Finding> unreadable(Application application) {
        Findings findings = new Findings(ModelCheck.READABLE);
        application
                .unreadable()
                .forEach((file, reason) -> findings.at(
                        file.path(),
                        "The file cannot be read: %s. Open it in Camunda Modeler and save it again.",
                        plain(reason)));
        return findings.all();
    }

    /** Without the parsers' addresses. */
    private static String plain(String reason) {
        return reason.replaceAll("\\{\"?[^\"{}]*\"?:(\\w+)}", "$1")
                .replaceAll("(Error: )?URI=null ", "")
                .replaceAll(" \\(?(start marker )?at \\[Source[^\\]]*\\]\\)?", "")
                .replaceAll("\\s+", " ")
                .replaceAll(" ?\\.?$", "");
    }

    private static void fileName(ProcessModel process, Findings findings) {
        String id = process.id();
        if (!id.matches("[a-z][a-z0-9]*")) {
            findings.at(
                    process,
                    process.element(),
                    "The process id \"%s\" is not one lower-case word. Give the process an id such as \"order\".",
                    id);
        } else if (!process.path().endsWith("processes/%s/%s.bpmn".formatted(id, id))) {
            findings.at(
                    process,
                    process.element(),
                    "The process \"%s\" is not in a file of its name. Save it as processes/%s/%s.bpmn.",
                    id,
                    id,
                    id);
        }
        if (!process.element().isExecutable()) {
            findings.at(
                    process,
                    process.element(),
                    "The process is not executable, so the engine ignores it. Tick \"Executable\" in its properties.");
        }
        process.all(Process.class)
                .filter(other -> !other.equals(process.element()))
                .forEach(other -> findings.at(
                        process,
                        other,
                        "A second process stands in this file. Move it to processes/%s/%s.bpmn.",
                        other.getId(),
                        other.getId()));
    }

    private static void uniqueId(Application application, Findings findings) {
        Map<String, List<String>> files = new LinkedHashMap<>();
        application.processes().forEach(process -> add(files, "process " + process.id(), process.path()));
        application.forms().forEach((file, id) -> add(files, "form " + id, file.path()));
        application.decisions().forEach((file, ids) -> ids.forEach(id -> add(files, "decision " + id, file.path())));
        files.forEach((what, paths) -> paths.stream()
                .skip(1)
                .forEach(path -> findings.at(
                        path, "The %s is also in %s. Give one of them another id.", what, paths.getFirst())));
    }

    private static void add(Map<String, List<String>> files, String what, String path) {
        files.computeIfAbsent(what, key -> new ArrayList<>()).add(path);
    }
}
