/** The process workspace: its door, its workers. */
@NullMarked
package io.backstitch.workspace;

import org.jspecify.annotations.NullMarked;
