package io.backstitch.model;

import io.camunda.client.api.response.DeploymentEvent;
import java.util.List;

/** Hears of each deployment, also of one in which the engine found nothing new. When it throws, the models are deployed again. */
@FunctionalInterface
interface DeploymentRecord {

    void record(DeploymentEvent deployment, List<ModelFile> files);
}
