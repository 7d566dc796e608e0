package io.backstitch.workers.onboarding;

import java.util.List;
import org.keycloak.admin.client.resource.RealmResource;

/**
 * Where workspaces are.
 *
 * @param all the first is the one in which new ones are made; in the others are those of earlier versions
 */
record WorkspaceRealms(List<RealmResource> all) {}
