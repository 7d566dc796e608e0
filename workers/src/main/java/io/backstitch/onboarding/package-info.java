/** The process onboarding: its door, its workers, its partners. */
@NullMarked
package io.backstitch.onboarding;

import org.jspecify.annotations.NullMarked;
