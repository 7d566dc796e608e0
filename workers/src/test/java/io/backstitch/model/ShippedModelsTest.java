package io.backstitch.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.check.ApplicationFiles;
import io.backstitch.check.Declarations;
import io.backstitch.check.ModelCheck;
import io.backstitch.check.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shipped models pass the model check, against the shipped palette and the groups of the shipped realm. */
class ShippedModelsTest {

    private static final Pattern REQUESTED = Pattern.compile("<bpmn:message [^>]*name=\"(\\w+\\.requested)\"");

    @Test
    void passTheModelCheck() throws IOException {
        ApplicationFiles application = ApplicationFiles.at(Repository.ROOT);

        assertThat(ModelCheck.allRules().withGroups(groups()).check(application.sources(), application.declarations()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    processes/workspace/workspace.bpmn   | target="title"           | target="titel"           | Call_SearchIndex   | title          | titel
                    processes/workspace/workspace.bpmn   | inputElement="agent"     | inputElement="agnt"      | Call_Agent         | agent          | agnt
                    processes/bulkimport/bulkimport.bpmn | target="importedCount"   | target="importCount"     | Task_RecordTotals  | importedCount  | importCount
                    processes/expense/expense.bpmn       | target="payable"         | target="payble"          | Task_PayOut        | payable        | payble
                    processes/expense/expense.bpmn       | source="=changeDecision" | source="=changedDecision" | Task_ChangeReport | changedDecision | changeDecision
                    forms/expense/change.form            | "changeDecision"         | "changesDecision"        | Task_ChangeReport  | changeDecision | changesDecision
                    forms/expensedraft/confirm.form      | "draftDecision"          | "draftsDecision"         | Task_ConfirmReport | draftDecision  | draftsDecision
                    """)
    void aMisspeltNameIsFound(String file, String from, String to, String element, String missing, String meant)
            throws IOException {
        ApplicationFiles application = ApplicationFiles.at(Repository.ROOT);
        List<SourceFile> misspelt = application.sources().stream()
                .map(source -> source.path().equals(file)
                        ? new SourceFile(file, source.text().replace(from, to))
                        : source)
                .toList();

        assertThat(ModelCheck.allRules().check(misspelt, application.declarations()))
                .as(file)
                .anySatisfy(finding -> {
                    assertThat(finding.element()).isEqualTo(element);
                    assertThat(finding.sentence())
                            .contains(
                                    "the variable \"%s\"".formatted(missing),
                                    "Did you mean ",
                                    "\"%s\"".formatted(meant));
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    processes/onboarding/onboarding.bpmn | =&quot;onboarding&quot; | =&quot;onboarding-abroad&quot; | Call_Approval | of the kind onboarding-abroad: no row of approval-route fits. Bring the table onboarding-abroad-approval-route
                    processes/expense/expense.bpmn       | ="expense"             | ="expense-abroad"              | Call_Approval | of the kind expense-abroad: no row of approval-limits fits. Bring the table expense-abroad-approval-limits
                    processes/approval/approval-limits.dmn | "expense"            | "expenses"                     | Task_PayOut   | Nobody could approve of the kind expense: no row of approval-limits fits
                    """)
    void aKindOfApprovalWithoutRowsIsFound(String file, String from, String to, String element, String sentence)
            throws IOException {
        ApplicationFiles application = ApplicationFiles.at(Repository.ROOT);
        List<SourceFile> changed = application.sources().stream()
                .map(source -> source.path().equals(file)
                        ? new SourceFile(file, source.text().replace(from, to))
                        : source)
                .toList();

        assertThat(ModelCheck.allRules().check(changed, application.declarations()))
                .filteredOn(finding -> finding.rule().equals("approval-tables"))
                .anySatisfy(finding -> {
                    assertThat(finding.element()).isEqualTo(element);
                    assertThat(finding.sentence()).contains(sentence);
                });
    }

    /** As if its record had got another component. */
    @Test
    void aStartThatBringsItUnderAnotherNameIsFound() throws IOException {
        ApplicationFiles application = ApplicationFiles.at(Repository.ROOT);
        List<String> templates = new ArrayList<>();
        try (Stream<Path> files = Files.list(Repository.ROOT.resolve(".camunda/element-templates"))) {
            for (Path file : files.toList()) {
                String template = Files.readString(file);
                templates.add(
                        file.endsWith("onboarding.requested.json")
                                ? template.replace("\"cardToken\"", "\"cardTocken\"")
                                : template);
            }
        }

        assertThat(ModelCheck.allRules().check(application.sources(), Declarations.read(templates)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.element()).isEqualTo("Task_ChargeCard");
                    assertThat(finding.sentence()).contains("Did you mean \"cardTocken\"?");
                });
    }

    /** Otherwise the check would be silent about all of it. */
    @Test
    void everyStartIsDeclaredByItsDoor() throws IOException {
        ApplicationFiles application = ApplicationFiles.at(Repository.ROOT);
        Set<String> started = application.sources().stream()
                .flatMap(source -> REQUESTED.matcher(source.text()).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());

        assertThat(started)
                .hasSizeGreaterThan(4)
                .allSatisfy(message -> assertThat(
                                Repository.ROOT.resolve(".camunda/element-templates/%s.json".formatted(message)))
                        .exists());
    }

    private static Set<String> groups() throws IOException {
        try (InputStream realm =
                ShippedModelsTest.class.getResourceAsStream("/io/backstitch/stack/component/backstitch-realm.json")) {
            assertThat(realm).isNotNull();
            return JsonMapper.shared()
                    .readTree(realm)
                    .path("groups")
                    .valueStream()
                    .map(group -> group.path("name"))
                    .map(JsonNode::asString)
                    .collect(Collectors.toSet());
        }
    }
}
