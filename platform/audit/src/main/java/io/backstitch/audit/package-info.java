/** The audit: a chain of entries per tenant, checkpoints signed over its Merkle root, its export, and the verifier. */
@NullMarked
package io.backstitch.audit;

import org.jspecify.annotations.NullMarked;
