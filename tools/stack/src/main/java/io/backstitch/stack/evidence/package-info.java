/** The evidence of one run as a page that an auditor can read and print. */
@NullMarked
package io.backstitch.stack.evidence;

import org.jspecify.annotations.NullMarked;
