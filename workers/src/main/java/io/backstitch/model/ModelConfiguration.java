package io.backstitch.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** Finds the models on the class path, where the build has put them. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

    private static final List<String> PATTERNS =
            List.of("classpath*:processes/**/*.bpmn", "classpath*:processes/**/*.dmn", "classpath*:forms/**/*.form");

    @Bean
    Models models(ResourcePatternResolver resources) throws IOException {
        List<ModelFile> files = new ArrayList<>();
        for (String pattern : PATTERNS) {
            for (Resource resource : resources.getResources(pattern)) {
                files.add(new ModelFile(String.valueOf(resource.getFilename()), resource.getContentAsByteArray()));
            }
        }
        return new Models(files);
    }
}
