/** Takes a person out of all that this application keeps, and tells what stays elsewhere, and until when. */
@NullMarked
package io.backstitch.erasure;

import org.jspecify.annotations.NullMarked;
