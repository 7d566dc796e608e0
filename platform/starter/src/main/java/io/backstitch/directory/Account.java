package io.backstitch.directory;

import java.util.Set;

/**
 * The account of somebody, and what it says of who they are.
 *
 * @param id the realm's own, which is never given out again; empty when none is known
 * @param enabled whether they may log in
 * @param names their mail address and full name, as far as they are known; not the user name
 */
public record Account(String id, boolean enabled, Set<String> names) {

    public Account {
        names = Set.copyOf(names);
    }

    /** Without the names: it may end in a log. */
    @Override
    public String toString() {
        return "Account[id=%s, enabled=%s]".formatted(id, enabled);
    }
}
