package io.backstitch.intervention;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which of the engine's records tell that somebody changed a run. */
@Configuration(proxyBeanMethods = false)
class InterventionConfiguration {

    @Bean
    ChangeRecords cancelledInstances(ForeignChanges changes) {
        return new ChangeRecords("PROCESS_INSTANCE", Changes::cancelled, changes);
    }

    @Bean
    ChangeRecords modifiedInstances(ForeignChanges changes) {
        return new ChangeRecords("PROCESS_INSTANCE_MODIFICATION", Changes::modified, changes);
    }

    @Bean
    ChangeRecords migratedInstances(ForeignChanges changes) {
        return new ChangeRecords("PROCESS_INSTANCE_MIGRATION", Changes::migrated, changes);
    }

    @Bean
    ChangeRecords variablesSet(ForeignChanges changes) {
        return new ChangeRecords("VARIABLE_DOCUMENT", Changes::variablesSet, changes);
    }

    @Bean
    ChangeRecords cancelledJobs(ResolvedIncidents resolved, ForeignChanges changes) {
        return new ChangeRecords("JOB", resolved::job, changes);
    }

    @Bean
    ChangeRecords incidentsResolved(ResolvedIncidents resolved, ForeignChanges changes) {
        return new ChangeRecords("INCIDENT", resolved::incident, changes);
    }
}
