/** The page that an auditor reads. */
@NullMarked
package io.backstitch.stack.evidence;

import org.jspecify.annotations.NullMarked;
