package io.backstitch.auditlog;

import io.backstitch.audit.Draft;
import io.backstitch.auditlog.Drafts.Pending;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Puts on record that a draft is nothing that we wrote: somebody changed it or put it there. The others behind it go on. */
@Component
class UnreadableDrafts {

    private static final Logger log = LoggerFactory.getLogger(UnreadableDrafts.class);
    private static final int SHOWN = 10_000;

    private final JsonMapper json;
    private final Clock clock;

    UnreadableDrafts(JsonMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** What is stored, or what is to be said about it. */
    Draft orDraft(Pending pending) {
        try {
            return new Draft(pending.at(), pending.kind(), pending.run(), pending.body());
        } catch (IllegalArgumentException e) {
            log.error(
                    "The draft {} of the audit is nothing that Backstitch wrote: find out who writes to its tables. It stands in the audit as {}",
                    pending.id(),
                    Audited.DRAFT_UNREADABLE.word());
            String shown =
                    pending.body().substring(0, Math.min(SHOWN, pending.body().length()));
            Map<String, Object> body = Map.of("draft", pending.id(), "text", wellFormed(shown));
            return new Draft(clock.instant(), Audited.DRAFT_UNREADABLE.word(), null, json.writeValueAsString(body));
        }
    }

    /** Without half a character at the end. */
    private static String wellFormed(String cut) {
        return !cut.isEmpty() && Character.isHighSurrogate(cut.charAt(cut.length() - 1))
                ? cut.substring(0, cut.length() - 1)
                : cut;
    }
}
