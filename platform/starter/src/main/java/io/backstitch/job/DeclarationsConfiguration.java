package io.backstitch.job;

import io.backstitch.check.Declarations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells the model check what the workers of this application declare. */
@Configuration(proxyBeanMethods = false)
class DeclarationsConfiguration {

    @Bean
    Declarations declarations(ElementTemplates templates) {
        return Declarations.read(
                templates.all().stream().map(ElementTemplate::json).toList());
    }
}
