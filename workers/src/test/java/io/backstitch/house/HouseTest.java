package io.backstitch.house;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;

/** The house is as docs/house.md shows it: arrows point one way, and each room keeps to itself what no other needs. */
class HouseTest {

    /** What each module may know of the others. */
    private static final Map<String, Set<String>> MAY_KNOW = Map.of(
            "compensation", Set.of(),
            "platform/audit", Set.of(),
            "platform/check", Set.of(),
            "platform/exporter", Set.of(),
            "platform/starter", Set.of("compensation", "platform/audit", "platform/check"),
            "platform/approvals", Set.of("compensation", "platform/audit", "platform/check", "platform/starter"),
            "platform/doors", Set.of("compensation", "platform/starter"),
            "workers",
                    Set.of(
                            "compensation",
                            "platform/audit",
                            "platform/starter",
                            "platform/approvals",
                            "platform/doors"));

    /** A process that hands over to another knows what that publishes. */
    private static final Set<String> BETWEEN_PROCESSES = Set.of("expensedraft -> expense");

    private static final Set<String> OF_OTHERS = Set.of(
            "io.backstitch.intake.SubjectEvent",
            "io.backstitch.job.ReadOnlyWorker",
            "io.backstitch.job.Upgrade",
            "io.backstitch.masking.MaskedMessage",
            "io.backstitch.masking.MaskedThrowable",
            // Tests of processes look at these, and a testkit will.
            "io.backstitch.job.JobPause",
            "io.backstitch.job.JobPauses",
            "io.backstitch.model.ModelFile",
            "io.backstitch.model.ModelFiles");

    @Test
    void noPackagesOfThePlatformGoInACircle() {
        slices().matching("io.backstitch.(*)..").should().beFreeOfCycles().check(House.CLASSES);
    }

    @Test
    void noPackagesOfTheApplicationGoInACircle() {
        slices().matching("io.backstitch.workers.(*)..")
                .should()
                .beFreeOfCycles()
                .check(House.CLASSES);
    }

    @Test
    void eachModuleKnowsOnlyWhatItMay() {
        Set<String> wrong = new TreeSet<>();
        House.arrows()
                .forEach((from, known) -> known.forEach(to -> {
                    String module = House.moduleOf(from);
                    String other = House.moduleOf(to);
                    if (!module.equals(other)
                            && !MAY_KNOW.getOrDefault(module, Set.of()).contains(other)) {
                        wrong.add("%s (%s) knows %s (%s)".formatted(from, module, to, other));
                    }
                }));

        assertThat(MAY_KNOW.keySet()).containsAll(House.modules());
        assertThat(wrong).isEmpty();
    }

    @Test
    void noProcessKnowsAnother() {
        Set<String> processes = House.processes();
        Set<String> arrows = new TreeSet<>();
        House.arrowsOfTheApplication()
                .forEach((from, known) -> known.stream()
                        .filter(to -> processes.contains(from) && processes.contains(to))
                        .forEach(to -> arrows.add(from + " -> " + to)));

        assertThat(processes).hasSizeGreaterThan(6);
        assertThat(arrows).isEqualTo(BETWEEN_PROCESSES);
    }

    /** What nobody else needs is hidden. An author's words are needed by the application, or by the example of one. */
    @Test
    void nothingIsPublicThatNoOtherPackageNeeds() {
        Set<String> shown = House.CLASSES.stream()
                .filter(it -> it.isTopLevelClass()
                        && it.getModifiers().contains(JavaModifier.PUBLIC)
                        && House.isOfPlatform(it)
                        && !isEntrance(it))
                .filter(it -> it.getDirectDependenciesToSelf().stream()
                        .allMatch(dependency ->
                                dependency.getOriginClass().getPackageName().equals(it.getPackageName())))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(shown).as("public, and used in its own package only").isEmpty();
    }

    /** Found by the framework or by the log's, started by hand, or a word of authors that none of our processes uses at the moment. */
    private static boolean isEntrance(JavaClass type) {
        return OF_OTHERS.contains(type.getName())
                || type.getSimpleName().endsWith("AutoConfiguration")
                || type.tryGetMethod("main", String[].class).isPresent();
    }

    /** Nothing scans the platform's packages in an application of somebody else's. */
    @Test
    void everyBeanOfThePlatformComesWithThoseOfItsPackage() {
        Map<String, Set<String>> missing = new TreeMap<>();
        House.CLASSES.stream()
                .filter(it -> House.isOfPlatform(it) && it.isMetaAnnotatedWith(Component.class) && !it.isAnnotation())
                .filter(it -> !it.getSimpleName().endsWith("AutoConfiguration"))
                // The framework has a list of its own for these.
                .filter(it -> !it.isAnnotatedWith(ManagementContextConfiguration.class))
                .filter(it -> !imported(it.getPackageName()).contains(it.getName()))
                .forEach(it -> missing.computeIfAbsent(it.getPackageName(), name -> new TreeSet<>())
                        .add(it.getSimpleName()));

        assertThat(missing)
                .as("to be added to the @Import of the package's …Beans")
                .isEmpty();
    }

    /** Of the package's Beans; of the root, of the auto-configuration. */
    private static Set<String> imported(String name) {
        return House.CLASSES.stream()
                .filter(it -> it.getPackageName().equals(name) && it.isAnnotatedWith(Import.class))
                .flatMap(it ->
                        Arrays.stream(it.reflect().getAnnotation(Import.class).value()))
                .map(Class::getName)
                .collect(Collectors.toSet());
    }

    @Test
    void eachPackageSaysWhatItsRoomIs() {
        List<String> silent = House.packageFolders().stream()
                .filter(folder -> !saysSomething(folder.resolve("package-info.java")))
                .map(folder -> House.ROOT.relativize(folder).toString())
                .toList();

        assertThat(silent).isEmpty();
    }

    private static boolean saysSomething(Path info) {
        try {
            return Files.exists(info) && Files.readString(info).contains("/**");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void thePictureIsTrue() throws IOException {
        String made = HousePicture.page(Files.readString(HousePicture.PAGE));
        if (Boolean.getBoolean("update-docs")) {
            Files.writeString(HousePicture.PAGE, made);
        }

        assertThat(Files.readString(HousePicture.PAGE))
                .as("The house has changed: draw it anew with -Dtest=HouseTest -Dupdate-docs=true")
                .isEqualTo(made);
    }
}
