package io.backstitch.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The fields of an entry, and where its body lies in the bytes. */
record EntryFields(
        Instant at,
        int bodyFrom,
        int bodyTo,
        String kind,
        Hash prev,
        @Nullable String run,
        long seq,
        String tenant) {

    /** @throws Malformed when these bytes are no canonical entry */
    static EntryFields read(byte[] bytes, int from, int end) {
        Cursor cursor = new Cursor(bytes, from, end);
        cursor.expect("{\"at\":");
        Instant at = cursor.instant();
        cursor.expect(",\"body\":");
        int bodyFrom = cursor.position();
        cursor.object();
        int bodyTo = cursor.position();
        cursor.expect(",\"kind\":");
        String kind = cursor.string();
        cursor.expect(",\"prev\":");
        Hash prev = cursor.hash();
        cursor.expect(",\"run\":");
        String run = cursor.stringOrNull();
        cursor.expect(",\"seq\":");
        long seq = cursor.number();
        cursor.expect(",\"tenant\":");
        String tenant = cursor.string();
        cursor.expect("}");
        cursor.expectEnd();
        return new EntryFields(at, bodyFrom, bodyTo, kind, prev, run, seq, tenant);
    }
}
