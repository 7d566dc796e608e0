/** The partner that keeps objects of any kind: contacts, projects, agents, triggers, the search index. */
@NullMarked
package io.backstitch.objects;

import org.jspecify.annotations.NullMarked;
