package io.backstitch.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The first line of an export: what lies before the first entry shown, as far as the verifier needs it.
 *
 * @param from the number of the first entry
 * @param prev the hash of the entry before it
 * @param frontier the hashes of the perfect subtrees of all entries before it, largest first
 */
record ExportHeader(String tenant, long from, Hash prev, List<Hash> frontier) {
    private static final String BEGIN = "{\"type\":\"backstitch.audit\",\"version\":1,\"tenant\":";

    ExportHeader {
        frontier = List.copyOf(frontier);
    }

    String line() {
        return BEGIN
                + CanonicalJson.quote(tenant)
                + ",\"from\":" + from
                + ",\"prev\":\"" + prev
                + frontier.stream()
                        .map(hash -> "\"" + hash + "\"")
                        .collect(Collectors.joining(",", "\",\"frontier\":[", "]}"));
    }

    /** @throws Malformed when this is no header, or one that contradicts itself */
    static ExportHeader read(byte[] line, int length) {
        Cursor cursor = new Cursor(line, 0, length);
        cursor.expect(BEGIN);
        String tenant = cursor.string();
        cursor.expect(",\"from\":");
        long from = cursor.number();
        cursor.expect(",\"prev\":");
        Hash prev = cursor.hash();
        cursor.expect(",\"frontier\":[");
        List<Hash> frontier = new ArrayList<>();
        if (!cursor.next(']')) {
            do {
                frontier.add(cursor.hash());
            } while (cursor.next(',') && frontier.size() < Long.SIZE);
            cursor.expect("]");
        }
        cursor.expect("}");
        cursor.expectEnd();
        if (from < 1 || Long.bitCount(from - 1) != frontier.size() || (from == 1 && !prev.equals(Hash.ZERO))) {
            throw new Malformed("what it says about the entries before %d contradicts itself".formatted(from));
        }
        return new ExportHeader(tenant, from, prev, frontier);
    }
}
