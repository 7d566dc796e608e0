@NullMarked
package io.backstitch.exporter;

import org.jspecify.annotations.NullMarked;
