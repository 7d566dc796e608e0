package io.backstitch.check;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * One thing that a model must satisfy.
 *
 * @param id its name in reports, for ever
 * @param why what happens otherwise
 * @param whatToDo for a modeller who reads no Java
 */
record Rule(String id, String why, String whatToDo, BiConsumer<Application, Findings> check) {

    /** A rule that looks at one process at a time. */
    static Rule ofProcess(String id, String why, String whatToDo, BiConsumer<ProcessModel, Findings> check) {
        return new Rule(
                id,
                why,
                whatToDo,
                (application, findings) -> application.processes().forEach(process -> check.accept(process, findings)));
    }

    List<Finding> apply(Application application) {
        Findings findings = new Findings(id);
        check.accept(application, findings);
        return findings.all();
    }
}
