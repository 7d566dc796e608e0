/** Who people are: their groups, their managers and their limits, as Keycloak knows them. */
@NullMarked
package io.backstitch.directory;

import org.jspecify.annotations.NullMarked;
