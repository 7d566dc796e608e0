package io.backstitch.model;

import io.backstitch.auditlog.AuditLog;
import io.backstitch.auditlog.People;
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

    @Bean
    ModelRecords processRecords(Models models, AuditLog log, People people) {
        return new ModelRecords(ModelRecords.Kind.PROCESS, models, log, people);
    }

    @Bean
    ModelRecords decisionRecords(Models models, AuditLog log, People people) {
        return new ModelRecords(ModelRecords.Kind.DECISION_REQUIREMENTS, models, log, people);
    }

    @Bean
    ModelRecords formModelRecords(Models models, AuditLog log, People people) {
        return new ModelRecords(ModelRecords.Kind.FORM, models, log, people);
    }

    /** A worker that no model uses any more may still serve runs of an older version. */
    @Bean
    ModelCheck modelCheck() {
        return ModelCheck.allRules().without("unused-worker");
    }
}
