/** The only place where Camunda's jobs and the saga kernel meet. */
@NullMarked
package io.backstitch.job;

import org.jspecify.annotations.NullMarked;
