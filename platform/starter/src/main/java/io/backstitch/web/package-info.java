/** What all HTTP doors have in common. */
@NullMarked
package io.backstitch.web;

import org.jspecify.annotations.NullMarked;
