package io.backstitch.stack.cli;

import io.backstitch.check.ApplicationFiles;
import io.backstitch.check.Finding;
import io.backstitch.check.ModelCheck;
import io.backstitch.check.NoApplication;
import io.backstitch.check.SourceFile;
import io.backstitch.stack.StackFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks models without the engine. A file is checked as part of the application that it lies in: what it calls, its forms
 * and the known steps are taken from there.
 */
@Command(
        name = "check",
        description = "Checks models, decisions and forms before the engine gets them, and says what to do.",
        footer = {
            "",
            "Exit code 0 if all is well, 1 if there is something to mend, 2 if it could not be checked.",
            "The rules are in docs/model-check.md."
        },
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Parameters(paramLabel = "FILE", description = "Only these files; without a FILE the whole application.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--against",
            paramLabel = "URL",
            description =
                    "Checks no models, but whether this build reads all that open runs there hold, before it is deployed. URL is the application's (https://…; BACKSTITCH_TOKEN holds an access token with the role run-viewer or run-operator), or its database's (jdbc:…; SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD say who). It only reads.")
    private @Nullable String against;

    @Option(names = "--json", description = "For programs: rule, file, element, name and sentence of each finding.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (against != null) {
            return stored(against);
        }
        CheckReport report =
                files.isEmpty() ? CheckReport.of(Home.find().folders().root()) : some();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
        } else {
            report.print(out);
        }
        return report.hasFindings() ? 1 : 0;
    }

    private int stored(String address) throws Exception {
        StoredCheck check = new StoredCheck(spec.commandLine().getOut());
        try {
            if (StoredCheck.isApplication(address)) {
                return check.application(
                        address, spec.commandLine().getFactory().create(Operator.class));
            }
            if (StoredCheck.isDatabase(address)) {
                return check.database(address);
            }
        } catch (StackFailure e) {
            PrintWriter err = spec.commandLine().getErr();
            err.printf("%s%n%s%n", e.getMessage(), e.advice());
            return 2;
        }
        throw new ParameterException(
                spec.commandLine(),
                "'%s' is neither the address of an application (https://backstitch.example.org) nor of a database (jdbc:postgresql://db.example.org/backstitch)."
                        .formatted(address));
    }

    private CheckReport some() throws IOException {
        List<String> checked = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (Path file : files) {
            ApplicationFiles application = applicationOf(file);
            String path = application.pathOf(file);
            checked.add(path);
            ModelCheck.allRules().check(withFile(application, file), application.declarations()).stream()
                    .filter(finding ->
                            finding.file().equals(path) || finding.rule().equals(ModelCheck.READABLE))
                    .forEach(findings::add);
        }
        return new CheckReport(checked, findings);
    }

    private ApplicationFiles applicationOf(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(spec.commandLine(), "There is no file %s.".formatted(file));
        }
        if (!file.toString().matches(".*\\.(bpmn|dmn|form)")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s is no model: its name ends in none of .bpmn, .dmn and .form.".formatted(file));
        }
        try {
            return ApplicationFiles.around(file);
        } catch (NoApplication e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "%s. Move it into a process application, such as %s."
                            .formatted(e.getMessage(), Home.find().folders().root()),
                    e);
        }
    }

    /** A file that lies elsewhere in the application is checked, too. */
    private static List<SourceFile> withFile(ApplicationFiles application, Path file) throws IOException {
        List<SourceFile> sources = new ArrayList<>(application.sources());
        SourceFile wanted = application.read(file);
        if (!sources.contains(wanted)) {
            sources.add(wanted);
        }
        return sources;
    }
}
