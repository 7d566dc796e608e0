/** What holds the audit to its promise: each kind of change has to be found. */
@NullMarked
package io.backstitch.audit;

import org.jspecify.annotations.NullMarked;
