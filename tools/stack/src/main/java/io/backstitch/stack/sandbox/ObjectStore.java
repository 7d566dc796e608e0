package io.backstitch.stack.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * A partner that keeps objects of any kind, without its HTTP: a directory of contacts, a search index, a project tool.
 *
 * <p>For one kind and key the first creation decides: the same content again gets the same answer, another content is
 * refused. An answer is given only after the change is on disk, and the store survives a restart.
 *
 * <p>With {@code deduplicate} false it behaves like a partner that has never heard of keys: what comes again is created
 * again, and the record shows it twice.
 */
final class ObjectStore {
    private static final Logger log = LoggerFactory.getLogger(ObjectStore.class);

    /** What a key or an id means within its kind. */
    private record Name(String kind, String text) {}

    private final Clock clock;
    private final Journal<ObjectChange> record;

    /** This and the maps are guarded by this. */
    private final List<ObjectChange> changes = new ArrayList<>();

    private final Map<Name, ObjectChange> firstByKey = new HashMap<>();
    private final Map<Name, ObjectChange> existing = new HashMap<>();

    /** Knows at once what the journal holds. */
    ObjectStore(Journal<ObjectChange> record, Clock clock) {
        this.record = record;
        this.clock = clock;
        record.found().forEach(this::add);
    }

    /** Creates an object; the partner gives it an id. */
    ObjectAnswer create(String kind, String key, JsonNode content, boolean deduplicate) {
        return onDisk(createInMemory(kind, key, content, deduplicate));
    }

    /** Creates the object or replaces its content. Twice is the same as once. */
    ObjectAnswer put(String kind, String id, String key, JsonNode content) {
        return onDisk(putInMemory(kind, id, key, content));
    }

    /** Deletes the object; one that is not there is refused. */
    ObjectAnswer delete(String kind, String id, String key) {
        return onDisk(deleteInMemory(kind, id, key));
    }

    /** The id of what was created under this key and still exists. */
    Optional<String> find(String kind, String key) {
        String id;
        synchronized (this) {
            ObjectChange creation = firstByKey.get(new Name(kind, key));
            id = creation != null && existing.containsKey(new Name(kind, creation.id())) ? creation.id() : null;
        }
        record.force();
        return Optional.ofNullable(id);
    }

    /** Changes of one kind from a time on, the oldest first: so many at most, behind the one with this sequence. */
    List<ObjectChange> changes(String kind, Instant since, long after, int limit) {
        List<ObjectChange> found;
        synchronized (this) {
            found = changes.stream()
                    .filter(change -> change.kind().equals(kind))
                    .filter(change -> change.sequence() > after && !change.at().isBefore(since))
                    .limit(limit)
                    .toList();
        }
        record.force();
        return found;
    }

    /** Every change, oldest first. */
    synchronized List<ObjectChange> record() {
        return List.copyOf(changes);
    }

    private synchronized ObjectAnswer createInMemory(String kind, String key, JsonNode content, boolean deduplicate) {
        ObjectChange earlier = deduplicate ? firstByKey.get(new Name(kind, key)) : null;
        if (earlier != null) {
            return content.equals(earlier.content())
                    ? new ObjectAnswer.Done(earlier.id(), true)
                    : new ObjectAnswer.Refused(Refusal.KEY_REUSED);
        }
        return change(ObjectChange.Change.CREATED, kind, key, "%s_%08d".formatted(kind, changes.size() + 1), content);
    }

    private synchronized ObjectAnswer putInMemory(String kind, String id, String key, JsonNode content) {
        ObjectChange there = existing.get(new Name(kind, id));
        if (there == null) {
            return change(ObjectChange.Change.CREATED, kind, key, id, content);
        }
        return content.equals(there.content())
                ? new ObjectAnswer.Done(id, true)
                : change(ObjectChange.Change.REPLACED, kind, key, id, content);
    }

    private synchronized ObjectAnswer deleteInMemory(String kind, String id, String key) {
        return existing.containsKey(new Name(kind, id))
                ? change(ObjectChange.Change.DELETED, kind, key, id, null)
                : new ObjectAnswer.Refused(Refusal.UNKNOWN_OBJECT);
    }

    private ObjectAnswer change(
            ObjectChange.Change what, String kind, String key, String id, @Nullable JsonNode content) {
        var change = new ObjectChange(changes.size() + 1L, clock.instant(), what, kind, key, id, content);
        record.append(change);
        add(change);
        log.info("{} {} under key {}", id, what, key);
        return new ObjectAnswer.Done(id, false);
    }

    private void add(ObjectChange change) {
        changes.add(change);
        Name object = new Name(change.kind(), change.id());
        if (change.change() == ObjectChange.Change.DELETED) {
            existing.remove(object);
        } else {
            firstByKey.putIfAbsent(new Name(change.kind(), change.key()), change);
            existing.put(object, change);
        }
    }

    /** Outside the lock, so that calls that come together share one flush. */
    private ObjectAnswer onDisk(ObjectAnswer answer) {
        record.force();
        return answer;
    }
}
