/** The process bulkimport: its door, its file, its workers. */
@NullMarked
package io.backstitch.bulkimport;

import org.jspecify.annotations.NullMarked;
