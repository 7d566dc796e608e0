/**
 * Events of others come in as signed webhooks: verified, deduplicated and stored before they are answered. What is configured is told in
 * {@code docs/webhooks.md}.
 */
@NullMarked
package io.backstitch.hooks;

import org.jspecify.annotations.NullMarked;
