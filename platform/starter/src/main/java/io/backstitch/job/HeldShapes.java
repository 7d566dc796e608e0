package io.backstitch.job;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** With which components open runs hold requests and receipts: nothing of what is in them. Another version says by it whether it could go on with them. */
record HeldShapes(List<Held> shapes) {

    HeldShapes {
        Objects.requireNonNull(shapes, "What runs hold is not told");
    }

    /**
     * What some effects of one job type were written with.
     *
     * @param request its components; null when nobody can say
     * @param receipt its components; null when there is none, or nobody can say
     * @param unknown whether it tells no shape, and the version that runs does not read it either
     * @param effects how many
     * @param run one of the runs that hold them
     */
    record Held(
            String type,
            @Nullable String request,
            @Nullable String receipt,
            boolean unknown,
            long effects,
            String run) {

        /** Of the same kind: both together. */
        Held and(Held other) {
            return new Held(type, request, receipt, unknown, effects + other.effects, run);
        }

        /** What is the same in all that are counted together. */
        Held kind() {
            return new Held(type, request, receipt, unknown, 0, "");
        }

        private Optional<String> unread(ShapesOfEffect effect) {
            if (unknown) {
                return Optional.of(
                        "the version that runs does not read them either; look into the database (--against JDBC-URL)");
            }
            return Stream.of(
                            Optional.ofNullable(request).flatMap(effect.requests()::unread),
                            Optional.ofNullable(receipt).flatMap(effect.receipts()::unread))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        private String told(String why) {
            return "%s, %d of them, such as in the run %s: %s".formatted(type, effects, run, why);
        }
    }

    /** A sentence for each job type and shape that a version with these effects could not go on with. */
    List<String> unread(Map<String, ShapesOfEffect> effects) {
        return shapes.stream()
                .flatMap(held ->
                        Optional.ofNullable(effects.get(held.type())).flatMap(held::unread).map(held::told).stream())
                .toList();
    }
}
