/** The process searchindex, which other processes call: its workers. */
@NullMarked
package io.backstitch.workers.searchindex;

import org.jspecify.annotations.NullMarked;
