package io.backstitch.directory;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may log in.
 *
 * @param groups paths, without the slash in front: the name of a group that stands in no other
 * @param manager the user name of the person's manager; null when there is none
 * @param approvalLimit the most that the person may approve, in minor units of any currency; null when only the limits of the groups count
 * @param email null when none is known
 * @param department null when none is known
 * @param id the realm's own, which is never given out again; empty when none is known
 */
public record Person(
        String userName,
        Set<String> groups,
        @Nullable String manager,
        @Nullable Long approvalLimit,
        @Nullable String email,
        @Nullable String department,
        String id) {

    public Person {
        groups = Set.copyOf(groups);
    }

    /** Somebody whose id does not matter. */
    public Person(
            String userName,
            Set<String> groups,
            @Nullable String manager,
            @Nullable Long approvalLimit,
            @Nullable String email,
            @Nullable String department) {
        this(userName, groups, manager, approvalLimit, email, department, "");
    }
}
