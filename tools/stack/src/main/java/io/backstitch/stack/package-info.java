/**
 * The embedded stack: its words. What a {@link io.backstitch.stack.Part} is, on which {@link io.backstitch.stack.Ports} it
 * listens, in which {@link io.backstitch.stack.StackFolders} it lives, and how it fails.
 *
 * <p>Each package below has one idea and knows only the ones before it: {@code artifact} fetches and unpacks, {@code process}
 * starts and finds operating system processes, {@code component} says how each part is run, {@code lifecycle} starts and stops
 * them in order; {@code cli} is the command {@code backstitch}, {@code junit} the same for tests.
 */
@NullMarked
package io.backstitch.stack;

import org.jspecify.annotations.NullMarked;
