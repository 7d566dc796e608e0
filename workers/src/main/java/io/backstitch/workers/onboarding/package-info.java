/** The process onboarding: its door, its workers, its partners. */
@NullMarked
package io.backstitch.workers.onboarding;

import org.jspecify.annotations.NullMarked;
