/** The partner that keeps objects of any kind: contacts, projects, agents, triggers, the search index. */
@NullMarked
package io.backstitch.workers.objects;

import org.jspecify.annotations.NullMarked;
