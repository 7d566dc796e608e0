/** The audit in our database: what persons command is appended in the transaction that does it, signed, and exported. */
@NullMarked
package io.backstitch.auditlog;

import org.jspecify.annotations.NullMarked;
