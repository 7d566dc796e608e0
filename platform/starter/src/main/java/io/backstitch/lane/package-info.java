/** Lanes keep work apart: each has its own client, threads and database connections, so that a burst in one is not felt in another. */
@NullMarked
package io.backstitch.lane;

import org.jspecify.annotations.NullMarked;
