/** Mails to people. */
@NullMarked
package io.backstitch.mail;

import org.jspecify.annotations.NullMarked;
