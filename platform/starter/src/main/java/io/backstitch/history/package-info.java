/** What a run did, read from our own ledger. */
@NullMarked
package io.backstitch.history;

import org.jspecify.annotations.NullMarked;
