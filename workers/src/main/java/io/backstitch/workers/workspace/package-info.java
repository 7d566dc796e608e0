/** The process workspace: its door, its workers. */
@NullMarked
package io.backstitch.workers.workspace;

import org.jspecify.annotations.NullMarked;
