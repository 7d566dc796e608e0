package io.backstitch.workers.bulkimport;

import io.backstitch.value.Email;
import io.backstitch.value.Name;
import io.backstitch.value.Phone;

/**
 * One row of a file.
 *
 * @param line where it stands in the file; the header is line 1
 * @param phone empty when there is none
 */
record Contact(int line, Name name, Email email, Phone phone) {}
