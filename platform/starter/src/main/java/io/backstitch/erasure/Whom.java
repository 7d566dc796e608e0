package io.backstitch.erasure;

import io.backstitch.directory.Account;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to be erased.
 *
 * @param person as they were asked for
 * @param names all by which texts may name them
 * @param account null when the directory knows none
 */
record Whom(String person, Set<String> names, @Nullable Account account) {

    /**
     * With what the directory knows, and what else was given.
     *
     * @throws IllegalArgumentException when a name is too short to be looked for
     */
    static Whom of(String person, Set<String> also, @Nullable Account account) {
        Set<String> all = new TreeSet<>(also);
        all.add(person);
        if (account != null) {
            all.addAll(account.names());
        }
        Set<String> names = all.stream().map(String::strip).collect(Collectors.toUnmodifiableSet());
        if (names.stream().anyMatch(name -> name.length() < Names.SHORTEST)) {
            throw new IllegalArgumentException(
                    "A name of less than %d characters is a part of everything; give longer ones"
                            .formatted(Names.SHORTEST));
        }
        return new Whom(person, names, account);
    }

    /** To look for them, and to put this in their place. */
    Names replacedBy(String pseudonym) {
        return new Names(names, account == null ? "" : account.id(), pseudonym);
    }

    /** Without the names: it may end in a log. */
    @Override
    public String toString() {
        return "Whom[account=%s]".formatted(account);
    }
}
