package io.backstitch.stack.sandbox;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The objects partner's HTTP: {@code POST /objects/<kind>} creates, {@code PUT /objects/<kind>/<id>} creates or replaces,
 * {@code DELETE} of that deletes, {@code GET /objects/<kind>?key=} tells what was created under a key, and
 * {@code GET /objects/<kind>?since=} what has changed from a time on, page by page. Changes carry an Idempotency-Key.
 */
final class ObjectsApi extends PartnerApi {
    private static final Pattern PATH = Pattern.compile("/objects/([a-z][a-z-]*)(?:/([\\w.-]{1,255}))?");

    private static final int PAGE = 100;

    private final ObjectStore store;

    ObjectsApi(ObjectStore store, Faults faults, PartnerCalls calls) {
        super(faults, calls);
        this.store = store;
    }

    @Override
    Set<String> parameters(HttpCall call) {
        return call.method().equals("GET") ? Set.of("key", "since", "after") : Set.of();
    }

    @Override
    PartnerResponse perform(HttpCall call, boolean deduplicate) {
        Matcher path = PATH.matcher(call.path());
        if (!path.matches()) {
            return unknownPath(call);
        }
        String kind = path.group(1);
        String id = path.group(2);
        if (id == null) {
            return switch (call.method()) {
                case "POST" -> response(201, store.create(kind, key(call), content(kind, call), deduplicate));
                case "GET" ->
                    call.query("since").map(since -> changes(call, kind, since)).orElseGet(() -> found(call, kind));
                default -> unknownPath(call);
            };
        }
        return switch (call.method()) {
            case "PUT" -> response(200, store.put(kind, id, key(call), content(kind, call)));
            case "DELETE" -> response(200, store.delete(kind, id, key(call)));
            default -> unknownPath(call);
        };
    }

    private PartnerResponse found(HttpCall call, String kind) {
        return store.find(kind, askedKey(call))
                .map(found -> PartnerResponse.of(200, Map.of("id", found)))
                .orElseGet(PartnerApi::unknownKey);
    }

    /** @param next what the next page is asked {@code after}; null when this is the last */
    private record Page(
            List<ObjectChange> changes, @Nullable Long next) {}

    private PartnerResponse changes(HttpCall call, String kind, String since) {
        long after = call.query("after").map(Long::valueOf).orElse(0L);
        List<ObjectChange> changes = store.changes(kind, time(since), after, PAGE);
        return PartnerResponse.of(
                200,
                new Page(
                        changes,
                        changes.size() < PAGE ? null : changes.getLast().sequence()));
    }

    private static Instant time(String since) {
        try {
            return Instant.parse(since);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("The query's since must be a time such as 2026-11-21T10:00:00Z.", e);
        }
    }

    private static JsonNode content(String kind, HttpCall call) {
        JsonNode content = Json.STRICT.readTree(call.body());
        if (!content.isObject()) {
            throw new IllegalArgumentException("The body must be a JSON object.");
        }
        try {
            PartnerRules.content(kind, content);
        } catch (IllegalArgumentException e) {
            throw new Unprocessable(e);
        }
        return content;
    }

    private static PartnerResponse response(int status, ObjectAnswer answer) {
        return switch (answer) {
            case ObjectAnswer.Done done -> new PartnerResponse(status, Map.of("id", done.id()), done.replayed());
            case ObjectAnswer.Refused refused -> PartnerResponse.refused(refused.refusal());
        };
    }
}
