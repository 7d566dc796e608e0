package io.backstitch.workers.onboarding;

import io.backstitch.job.Partners;
import io.backstitch.keycloak.KeycloakClients;
import io.backstitch.keycloak.KeycloakSettings;
import java.util.List;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keycloak's admin client as a service account for the customers. */
@Configuration(proxyBeanMethods = false)
class WorkspaceConfiguration {

    @Bean(destroyMethod = "close", defaultCandidate = false)
    Keycloak workspacesKeycloak(WorkspaceSettings workspaces, KeycloakSettings people, Partners partners) {
        return KeycloakClients.client(workspaces.at(people), partners);
    }

    /** Of the customers, and where they were before they had a realm of their own. */
    @Bean
    WorkspaceRealms workspaceRealms(
            @Qualifier("workspacesKeycloak") Keycloak keycloak, WorkspaceSettings workspaces, RealmResource people) {
        String own = workspaces.realm();
        return new WorkspaceRealms(own == null ? List.of(people) : List.of(keycloak.realm(own), people));
    }
}
