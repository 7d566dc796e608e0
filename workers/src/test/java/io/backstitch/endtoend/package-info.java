/** The application as its own process on the real stack: engine, Tasklist, Operate, Keycloak, PostgreSQL. */
@NullMarked
package io.backstitch.endtoend;

import org.jspecify.annotations.NullMarked;
