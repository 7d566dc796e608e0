package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * Which classes may not run at the same time: two that need the same part, when one of them disturbs it. The engine and what works with it count as
 * one: so those that disturb any of it stand in one line, in which nobody is overtaken again and again.
 */
final class StackLocks implements ResourceLocksProvider {

    private static final Set<Part> ENGINE_AND_MORE =
            EnumSet.of(Part.ZEEBE, Part.APPLICATION, Part.OPENSEARCH, Part.TASKLIST, Part.OPERATE);

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        NeedsStack needs = Needs.of(testClass).orElseThrow();
        Set<Lock> locks = new HashSet<>();
        if (!needs.own()) {
            Set<Part> disturbed = Needs.disturbed(needs);
            Set<Part> all = Part.withNeeds(Needs.parts(needs));
            all.addAll(disturbed);
            if (all.removeAll(ENGINE_AND_MORE)) {
                locks.add(lock("stack", !Collections.disjoint(disturbed, ENGINE_AND_MORE)));
            }
            for (Part part : all) {
                locks.add(lock("stack." + part.label(), disturbed.contains(part)));
            }
        }
        return locks;
    }

    private static Lock lock(String resource, boolean alone) {
        return new Lock(resource, alone ? ResourceAccessMode.READ_WRITE : ResourceAccessMode.READ);
    }
}
