package io.backstitch.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.AllSettings;
import io.backstitch.model.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/**
 * The palette of Camunda Modeler is what the workers declare. After a change of a worker it is written anew by
 * {@code ./mvnw -q -Ptemplates}.
 */
class ElementTemplatesTest {

    private static final Path FOLDER = Repository.ROOT.resolve(".camunda/element-templates");
    /** A call of a process has no worker: these are kept by hand. */
    private static final Set<String> CALLS = Set.of("approval.json");

    private static Map<String, ElementTemplate> templates;

    /** The workers' classes as beans, none of which is created. */
    @BeforeAll
    static void makeFromWorkers() throws IOException {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        ClassPathBeanDefinitionScanner scanner = new ClassPathBeanDefinitionScanner(beans, false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(EffectWorker.class));
        scanner.addIncludeFilter(new AnnotationTypeFilter(ReadOnlyWorker.class));
        scanner.addIncludeFilter(new AnnotationTypeFilter(RecordWorker.class));
        scanner.addIncludeFilter(new AnnotationTypeFilter(Tells.class));
        scanner.addExcludeFilter(
                (reader, factory) -> reader.getClassMetadata().getEnclosingClassName() != null); // the workers of tests
        scanner.scan("io.backstitch");
        templates = new ElementTemplates(
                        beans,
                        AllSettings.bind("backstitch", RetrySettings.class),
                        AllSettings.bind("backstitch", Partners.class))
                .all().stream().collect(Collectors.toMap(ElementTemplate::id, template -> template));
    }

    @Test
    void theRepositoryHasThePaletteOfTheWorkers() throws IOException {
        if (Boolean.getBoolean("update-templates")) {
            write();
        }

        assertThat(stored())
                .as("The workers have changed: write the element templates anew with ./mvnw -q -Ptemplates")
                .isEqualTo(made());
    }

    @Test
    void aStepSaysWhatItDoesAndHowItIsUndone() {
        ElementTemplate charge = template("onboarding.charge-card");

        assertThat(charge.name()).isEqualTo("Charge card");
        assertThat(charge.description()).startsWith("Charges the customer's card. Undone by \"Refund card\"");
        assertThat(charge.metadata())
                .containsEntry("attempts", 3)
                .containsEntry("partner", "payments")
                .containsEntry("moves", "money")
                .containsEntry("compensation", "onboarding.refund-card")
                .containsEntry("reads", List.of("businessId", "amount", "currency", "cardToken"));
        assertThat(template("onboarding.refund-card").metadata()).containsEntry("kind", "COMPENSATION");
        assertThat(template("expense.pay-out").metadata()).containsEntry("needsApproval", "expense");
    }

    @Test
    void aStepThatStandsBringsItsReason() {
        assertThat(template("onboarding.send-welcome-mail").properties())
                .contains(TemplateFields.withoutCompensation("A mail cannot be unsent"));
    }

    @Test
    void whatAStepReadsIsOffered_butNothingIsWrittenUnasked() {
        assertThat(template("onboarding.charge-card").properties())
                .filteredOn(field -> !field.type().equals("Hidden"))
                .allSatisfy(field -> assertThat(field.optional()).isTrue())
                .extracting(ElementTemplate.Property::label)
                .contains("amount", "currency", "cardToken", "chargeId")
                .doesNotContain("businessId");
    }

    @Test
    void aMessageSaysWhatItBrings() {
        ElementTemplate start = template("engagement.requested");

        assertThat(start.name()).isEqualTo("Engagement requested");
        assertThat(start.metadata())
                .containsEntry("kind", "MESSAGE")
                .containsEntry("brings", List.of("project", "announced"));
        assertThat(start.appliesTo()).containsExactly("bpmn:StartEvent");
        assertThat(template("engagement.changed").appliesTo()).containsExactly("bpmn:IntermediateCatchEvent");
    }

    @Test
    void aStepNeedsWhatMayNotBeAbsent() {
        assertThat(template("expense.send-outcome-mail").metadata())
                .containsEntry("reads", List.of("businessId", "email", "purpose", "cause", "reason"))
                .extractingByKey("needs", InstanceOfAssertFactories.list(String.class))
                .contains("email", "purpose")
                .doesNotContain("businessId", "reason");
        assertThat(template("approval.seal").metadata())
                .containsEntry("needs", List.of("level", "seat"))
                .containsEntry("returns", List.of("seal", "note"));
    }

    private static ElementTemplate template(String id) {
        return Objects.requireNonNull(templates.get(id), id);
    }

    private static Map<String, String> made() {
        Map<String, String> made = new TreeMap<>();
        templates.values().forEach(template -> made.put(template.fileName(), template.json()));
        return made;
    }

    private static Map<String, String> stored() throws IOException {
        Map<String, String> stored = new TreeMap<>();
        for (Path file : files()) {
            stored.put(file.getFileName().toString(), Files.readString(file));
        }
        return stored;
    }

    private static void write() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, String> template : made().entrySet()) {
            Files.writeString(FOLDER.resolve(template.getKey()), template.getValue());
        }
    }

    private static List<Path> files() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !CALLS.contains(file.getFileName().toString()))
                    .toList();
        }
    }
}
