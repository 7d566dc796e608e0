/** The process bulkimport: its door, its file, its workers. */
@NullMarked
package io.backstitch.workers.bulkimport;

import org.jspecify.annotations.NullMarked;
