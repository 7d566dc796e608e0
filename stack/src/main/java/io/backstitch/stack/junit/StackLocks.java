package io.backstitch.stack.junit;

import io.backstitch.stack.Part;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/** Which classes may not run at the same time: two that need the same part, when one of them disturbs it. */
final class StackLocks implements ResourceLocksProvider {

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        NeedsStack needs = Needs.of(testClass).orElseThrow();
        Set<Lock> locks = new HashSet<>();
        if (!needs.own()) {
            Set<Part> disturbed = Needs.disturbed(needs);
            Set<Part> all = Part.withNeeds(Needs.parts(needs));
            all.addAll(disturbed);
            for (Part part : all) {
                locks.add(new Lock(
                        "stack." + part.label(),
                        disturbed.contains(part) ? ResourceAccessMode.READ_WRITE : ResourceAccessMode.READ));
            }
        }
        return locks;
    }
}
