package io.backstitch.stack.cli;

import io.backstitch.check.ApplicationFiles;
import io.backstitch.check.Finding;
import io.backstitch.check.ModelCheck;
import io.backstitch.check.SourceFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * What the check of models says. It needs neither an engine nor anything that runs.
 *
 * @param checked the files, from the root of the application
 */
record CheckReport(List<String> checked, List<Finding> findings) {

    /** What the application starts with all the same: no model uses a step yet. */
    private static final String UNUSED = "unused-worker";

    /** Of all models, decisions and forms of the application at this folder. */
    static CheckReport of(Path root) throws IOException {
        return of(root, ModelCheck.allRules());
    }

    /** Of these what the application itself would not start with. */
    static CheckReport beforeStart(Path root) throws IOException {
        return of(root, ModelCheck.allRules().without(UNUSED));
    }

    private static CheckReport of(Path root, ModelCheck check) throws IOException {
        ApplicationFiles application = ApplicationFiles.at(root);
        List<SourceFile> sources = application.sources();
        return new CheckReport(
                sources.stream().map(SourceFile::path).toList(), check.check(sources, application.declarations()));
    }

    boolean hasFindings() {
        return !findings.isEmpty();
    }

    void print(PrintWriter out) {
        String file = "";
        for (Finding finding : findings) {
            if (!finding.file().equals(file)) {
                file = finding.file();
                out.println(file);
            }
            print(finding, out);
        }
        long broken = findings.stream().map(Finding::file).distinct().count();
        if (broken == 0) {
            out.printf("%s: nothing to mend.%n", files(checked.size()));
        } else {
            out.printf(
                    "%n%s checked, %d to mend in %s. The rules are explained in docs/model-check.md.%n",
                    files(checked.size()), findings.size(), files(broken));
        }
    }

    private static void print(Finding finding, PrintWriter out) {
        boolean wholeFile = finding.file().endsWith("/" + finding.element());
        out.printf(
                "  %s  [%s]%n",
                wholeFile ? "the file" : "%s (%s)".formatted(finding.name(), finding.element()), finding.rule());
        out.printf("      %s%n", finding.sentence());
    }

    private static String files(long count) {
        return count == 1 ? "1 file" : count + " files";
    }
}
