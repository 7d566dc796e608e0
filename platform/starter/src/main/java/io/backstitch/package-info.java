/** The platform, as an application takes it in. Each package of it has one room; {@link BackstitchAutoConfiguration} puts them together. */
@NullMarked
package io.backstitch;

import org.jspecify.annotations.NullMarked;
