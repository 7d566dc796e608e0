package io.backstitch.stack.junit;

import static java.util.Comparator.comparingInt;

import io.backstitch.stack.Part;
import java.util.Optional;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/**
 * Classes that disturb the shared stack come first: they run one after the other, with those beside them that do not need its engine. Then come
 * those that share the application, then all others. In the other order the processors would idle in the end.
 */
public final class DisturbingFirst implements ClassOrderer {

    /** For JUnit, which is told its name. */
    public DisturbingFirst() {}

    @Override
    public void orderClasses(ClassOrdererContext context) {
        context.getClassDescriptors().sort(comparingInt(DisturbingFirst::rank));
    }

    private static int rank(ClassDescriptor descriptor) {
        Optional<NeedsStack> needs = Needs.of(descriptor.getTestClass());
        if (needs.isEmpty() || needs.get().own()) {
            return 2;
        }
        if (!Needs.disturbed(needs.get()).isEmpty()) {
            return 0;
        }
        return Needs.parts(needs.get()).contains(Part.APPLICATION) ? 1 : 2;
    }
}
