/** What operators can do about the engine's records: see how far they were read, and have what was made of them made anew. */
@NullMarked
package io.backstitch.records;

import org.jspecify.annotations.NullMarked;
