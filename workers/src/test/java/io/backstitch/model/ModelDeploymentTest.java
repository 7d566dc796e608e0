package io.backstitch.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.backstitch.check.ApplicationFiles;
import io.backstitch.check.ModelCheck;
import io.camunda.client.CamundaClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/** Models that do not pass the check never reach the engine. */
class ModelDeploymentTest {

    private static final String MODEL = "processes/onboarding/onboarding.bpmn";

    @Test
    void refusesModelsThatDoNotPass() throws IOException {
        Map<String, Object> details = detailsAfterStart("retries=\"3\"", "retries=\"4\"");

        assertThat(details.get("reason")).isEqualTo("the models do not pass the model check, and are not deployed");
        assertThat(details.get("findings"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .anySatisfy(finding ->
                        assertThat(finding).startsWith(MODEL + ": Charge card (Task_ChargeCard): The retries of"));
    }

    @Test
    void refusesAStepThatNobodyGivesWhatItNeeds() throws IOException {
        Map<String, Object> details = detailsAfterStart("target=\"title\"", "target=\"titel\"");

        assertThat(details.get("findings"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .singleElement()
                .asString()
                .startsWith(
                        "processes/workspace/workspace.bpmn: Index for search (Call_SearchIndex): The step \"Index documents\" (Task_IndexDocuments) of the process searchindex needs the variable \"title\"")
                .contains("Did you mean \"titel\"?");
    }

    /** Nobody listens at the engine's address: only the check can have given the reason. */
    private static Map<String, Object> detailsAfterStart(String from, String to) throws IOException {
        ApplicationFiles application = ApplicationFiles.at(Repository.ROOT);
        List<ModelFile> files = application.sources().stream()
                .map(file ->
                        new ModelFile(file.path(), file.text().replace(from, to).getBytes(StandardCharsets.UTF_8)))
                .toList();
        try (CamundaClient client = CamundaClient.newClientBuilder()
                .preferRestOverGrpc(false)
                .grpcAddress(URI.create("http://localhost:1"))
                .build()) {
            ModelDeployment deployment =
                    new ModelDeployment(client, new Models(files), ModelCheck.allRules(), application.declarations());
            deployment.start();
            Health health =
                    await().until(deployment::health, it -> it.getDetails().containsKey("findings"));
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            return health.getDetails();
        }
    }
}
