package io.backstitch.audit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One entry with all that proves it: the way to the root, and the checkpoint that signed the root. Who gets it learns nothing about the other entries.
 *
 * <p>The format is described in docs/audit-export.md.
 */
public final class ProofFile {
    static final String BEGIN = "{\"type\":\"backstitch.audit.proof\",\"version\":1,\"tenant\":";

    private ProofFile() {}

    /**
     * What is stored is written as it is stored: whether it is true is for the verifier to say.
     *
     * @param canonical the entry as stored
     * @param hash as stored
     * @param checkpoint as stored: the line of one that covers the size of the proof
     * @throws IllegalArgumentException when the entry or the checkpoint holds the end of a line, which no canonical JSON does
     */
    public static String text(String tenant, byte[] canonical, Hash hash, InclusionProof proof, String checkpoint) {
        String entry = new String(canonical, StandardCharsets.UTF_8);
        if (entry.indexOf('\n') >= 0 || checkpoint.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("Entry %d or its checkpoint is not canonical: it has more than one line."
                    .formatted(proof.index() + 1));
        }
        return new Header(tenant, proof).line() + "\n"
                + ExportLines.ENTRY_BEFORE + entry + ExportLines.ENTRY_BETWEEN + '"' + hash + '"' + ExportLines.AFTER
                + "\n"
                + checkpoint + "\n";
    }

    /** The first line. */
    record Header(String tenant, InclusionProof proof) {

        String line() {
            return BEGIN
                    + CanonicalJson.quote(tenant)
                    + ",\"seq\":" + (proof.index() + 1)
                    + ",\"size\":" + proof.size()
                    + proof.path().stream()
                            .map(hash -> "\"" + hash + "\"")
                            .collect(Collectors.joining(",", ",\"path\":[", "]}"));
        }

        static boolean begins(Line line) {
            byte[] begin = BEGIN.getBytes(StandardCharsets.US_ASCII);
            return line.length() >= begin.length
                    && Arrays.equals(line.bytes(), 0, begin.length, begin, 0, begin.length);
        }

        /** @throws Malformed when this is no header of a proof */
        static Header read(Line line) {
            Cursor cursor = new Cursor(line.bytes(), 0, line.length());
            cursor.expect(BEGIN);
            String tenant = cursor.string();
            cursor.expect(",\"seq\":");
            long seq = cursor.number();
            cursor.expect(",\"size\":");
            long size = cursor.number();
            cursor.expect(",\"path\":[");
            List<Hash> path = new ArrayList<>();
            if (!cursor.next(']')) {
                do {
                    path.add(cursor.hash());
                } while (cursor.next(',') && path.size() < Long.SIZE);
                cursor.expect("]");
            }
            cursor.expect("}");
            cursor.expectEnd();
            if (seq < 1 || seq > size || tenant.isEmpty()) {
                throw new Malformed("there is no entry %d in a tree of %d".formatted(seq, size));
            }
            return new Header(tenant, new InclusionProof(seq - 1, size, path));
        }
    }
}
