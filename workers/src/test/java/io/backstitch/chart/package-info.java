/** The Helm chart in {@code helm/}, rendered by Helm as a library. */
@NullMarked
package io.backstitch.chart;

import org.jspecify.annotations.NullMarked;
