package io.backstitch.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.check.ApplicationFiles;
import io.backstitch.check.ModelCheck;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shipped models pass the model check, against the shipped palette and the groups of the shipped realm. */
class ShippedModelsTest {

    @Test
    void passTheModelCheck() throws IOException {
        ApplicationFiles application = ApplicationFiles.at(Repository.ROOT);

        assertThat(ModelCheck.allRules().withGroups(groups()).check(application.sources(), application.declarations()))
                .isEmpty();
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
