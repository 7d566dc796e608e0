package io.backstitch.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives drafts their places: number, time and link. It keeps nothing and locks nothing: who calls it makes sure that a head is
 * followed once, for instance by a row lock in the transaction that stores the entry.
 *
 * <p>An entry is never earlier than the one before it: when a draft's clock lags behind the head (two machines), the entry takes the head's time.
 */
public final class Chain {
    private Chain() {}

    /** The entry that follows the head. */
    public static Entry next(Head head, Draft draft) {
        Instant at = draft.at().isBefore(head.at()) ? head.at() : draft.at();
        return new Entry(head.tenant(), head.seq() + 1, at, draft.kind(), draft.run(), draft.body(), head.hash());
    }

    /** The entries that follow the head, in the order of the drafts. */
    public static List<Entry> next(Head head, List<Draft> drafts) {
        List<Entry> entries = new ArrayList<>(drafts.size());
        Head end = head;
        for (Draft draft : drafts) {
            Entry entry = next(end, draft);
            entries.add(entry);
            end = entry.head();
        }
        return entries;
    }
}
