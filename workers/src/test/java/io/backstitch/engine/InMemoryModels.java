package io.backstitch.engine;

import io.backstitch.check.ModelCheck;
import io.backstitch.model.ModelFile;
import io.backstitch.model.ModelFiles;
import io.backstitch.model.Models;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The real models with one change: without a REST API nobody could complete a Camunda user task, so that people's tasks
 * become jobs of the type {@link #USER_TASK}. A test adds a model of its own as a bean of the type {@link ModelFile}; one of the same name
 * takes the place of the real one.
 */
@TestConfiguration(proxyBeanMethods = false)
public class InMemoryModels {

    public static final String USER_TASK = "io.camunda.zeebe:userTask";

    @Bean
    @Primary
    Models modelsInMemory(ObjectProvider<ModelFile> ofTheTest) throws IOException {
        Map<String, ModelFile> byName = new LinkedHashMap<>();
        Stream.concat(ModelFiles.onClassPath(new PathMatchingResourcePatternResolver()).stream(), ofTheTest.stream())
                .map(InMemoryModels::withoutUserTasks)
                .forEach(file -> byName.put(file.name(), file));
        return new Models(List.copyOf(byName.values()));
    }

    /** The change would not pass. */
    @Bean
    @Primary
    ModelCheck modelCheckInMemory(ModelCheck modelCheck) {
        return modelCheck.without("user-task");
    }

    private static ModelFile withoutUserTasks(ModelFile file) {
        String content = new String(file.content(), StandardCharsets.UTF_8).replace("<zeebe:userTask />", "");
        return new ModelFile(file.name(), content.getBytes(StandardCharsets.UTF_8));
    }

    /** Nobody asks Keycloak, which is not there. */
    @Bean
    @Primary
    InMemoryDirectory directoryInMemory() {
        return new InMemoryDirectory();
    }
}
