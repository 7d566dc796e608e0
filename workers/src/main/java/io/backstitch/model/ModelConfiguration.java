package io.backstitch.model;

import io.backstitch.check.ModelCheck;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.ResourcePatternResolver;

/** The models of this application, and what they must satisfy. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {

    @Bean
    Models models(ResourcePatternResolver resources) throws IOException {
        return new Models(ModelFiles.onClassPath(resources));
    }

    /** A worker that no model uses any more may still serve runs of an older version. */
    @Bean
    ModelCheck modelCheck() {
        return ModelCheck.allRules().without("unused-worker");
    }
}
