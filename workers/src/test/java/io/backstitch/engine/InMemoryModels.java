package io.backstitch.engine;

import io.backstitch.model.ModelFile;
import io.backstitch.model.Models;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The real models with one change: without a REST API nobody could complete a Camunda user task, so that people's tasks
 * become jobs of the type {@link #USER_TASK}.
 */
@TestConfiguration(proxyBeanMethods = false)
public class InMemoryModels {

    public static final String USER_TASK = "io.camunda.zeebe:userTask";

    @Bean
    @Primary
    Models modelsInMemory() throws IOException {
        List<ModelFile> files = new ArrayList<>();
        for (String pattern : List.of("processes/**/*.bpmn", "processes/**/*.dmn", "forms/**/*.form")) {
            for (Resource resource : new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern)) {
                String content =
                        resource.getContentAsString(StandardCharsets.UTF_8).replace("<zeebe:userTask />", "");
                files.add(new ModelFile(
                        String.valueOf(resource.getFilename()), content.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return new Models(files);
    }
}
