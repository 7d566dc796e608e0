package io.backstitch.workers.onboarding;

import io.backstitch.compensation.IdempotencyKey;
import io.backstitch.compensation.Lease;
import io.backstitch.job.BusinessNo;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Workspaces in Keycloak, in the realm of the customers. One that an earlier version has made elsewhere, or has begun to make, is found, finished and undone
 * where it is, and its name stays taken.
 */
@Component
class KeycloakWorkspaces implements Workspaces {

    private final List<WorkspaceRealm> realms;

    KeycloakWorkspaces(WorkspaceRealms realms) {
        this.realms = realms.all().stream().map(WorkspaceRealm::new).toList();
    }

    @Override
    public Optional<Workspace> find(IdempotencyKey key, String customer, String email) {
        return realms.stream()
                .flatMap(realm -> realm.find(key, customer, email).stream())
                .findFirst();
    }

    @Override
    public Workspace provision(IdempotencyKey key, String customer, String email, Lease lease) throws BusinessNo {
        return realms.stream()
                .filter(realm -> realm.has(customer))
                .findFirst()
                .orElse(realms.getFirst())
                .provision(key, customer, email, lease);
    }

    @Override
    public void deprovision(IdempotencyKey key, String customer, String email, Lease lease) {
        realms.forEach(realm -> realm.deprovision(key, customer, email, lease));
    }
}
