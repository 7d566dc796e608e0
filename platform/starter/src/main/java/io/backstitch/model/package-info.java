/** The models that this application deploys. */
@NullMarked
package io.backstitch.model;

import org.jspecify.annotations.NullMarked;
