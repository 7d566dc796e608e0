package io.backstitch.topics;

import io.backstitch.intake.Door;
import io.backstitch.intake.SubjectEvent;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Something that happens to a subject again and again, for tests. */
final class SiteMoved implements SubjectEvent<SiteMoved.Move> {

    /** By version, how often it fails for a reason that nobody has thought of. */
    final Map<Integer, Integer> bugs = new ConcurrentHashMap<>();

    record Move(@NotBlank String site, @Positive int version) {}

    record Told(int version, String requester) {}

    @Override
    public String process() {
        return "site";
    }

    @Override
    public String name() {
        return "site.moved";
    }

    @Override
    public Class<Move> type() {
        return Move.class;
    }

    @Override
    public Set<Door> doors() {
        return Set.of(Door.TOPIC);
    }

    @Override
    public String subject(Move event) {
        return event.site();
    }

    @Override
    public boolean starts() {
        return true;
    }

    @Override
    public Told variables(Move event, String requester) {
        if (bugs.merge(event.version(), -1, Integer::sum) >= 0) {
            throw new UnsupportedOperationException("a bug");
        }
        return new Told(event.version(), requester);
    }
}
