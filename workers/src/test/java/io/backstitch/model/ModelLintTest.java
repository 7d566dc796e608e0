package io.backstitch.model;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Models and forms pass the rules of Camunda Modeler for their execution platform. */
class ModelLintTest {

    @Test
    void modelsAndFormsPassTheRulesOfCamundaModeler() throws Exception {
        NodeScript.passes("lint", List.of());
    }
}
