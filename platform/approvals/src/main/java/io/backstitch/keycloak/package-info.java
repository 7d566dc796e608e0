/** The people as Keycloak knows them: their groups, their managers, their roles. */
@NullMarked
package io.backstitch.keycloak;

import org.jspecify.annotations.NullMarked;
