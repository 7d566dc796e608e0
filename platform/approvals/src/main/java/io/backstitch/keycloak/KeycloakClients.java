package io.backstitch.keycloak;

import io.backstitch.job.Partner;
import io.backstitch.job.Partners;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.util.concurrent.TimeUnit;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.JacksonProvider;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;
import org.keycloak.admin.client.resource.RealmResource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keycloak's admin client, as a service account for the people. It logs in at its first call. */
@Configuration(proxyBeanMethods = false)
public class KeycloakClients {

    @Bean(destroyMethod = "close")
    Keycloak keycloak(KeycloakSettings settings, Partners partners) {
        return client(settings, partners);
    }

    /** The realm of the people; nothing is asked before the first use. */
    @Bean
    RealmResource realm(Keycloak keycloak, KeycloakSettings settings) {
        return keycloak.realm(settings.realm());
    }

    /** Logs in as a service account, at its first call; the caller closes. */
    public static Keycloak client(KeycloakSettings settings, Partners partners) {
        Partner partner = partners.named("keycloak");
        settings.refuseDemoSecretElsewhere();
        Client http = ClientBuilder.newBuilder()
                .connectTimeout(partner.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .readTimeout(partner.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .register(new JacksonProvider(), 100)
                .build();
        return KeycloakBuilder.builder()
                .serverUrl(settings.url())
                .realm(settings.realm())
                .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
                .clientId(settings.clientId())
                .clientSecret(settings.clientSecret())
                .resteasyClient(http)
                .build();
    }
}
