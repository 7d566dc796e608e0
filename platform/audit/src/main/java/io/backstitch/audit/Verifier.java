package io.backstitch.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export or a proof of one entry once, in constant memory, and says what was changed.
 *
 * <p>It finds each edit, deletion, insertion and reordering before the last checkpoint with a good signature; it proves that nothing was cut off behind that only against
 * a checkpoint kept elsewhere. Who has the private key can sign another history: that, too, shows only against a checkpoint kept elsewhere.
 *
 * <p>How it tells: (1) each entry is hashed as the bytes it is and compared with its hash; (2) the entry after it, or the checkpoint, is a witness of which of the two is right;
 * (3) numbers say what is missing or misplaced, with one item looked ahead so that it goes on at the right place; (4) checkpoints prove the whole; a damage that was
 * reported is not held against the checkpoints behind it again.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162">RFC 9162: Certificate Transparency 2.0</a>
 */
public final class Verifier {

    /**
     * A checkpoint that was kept elsewhere.
     *
     * @param name how the reader knows it: its file
     */
    public record Kept(String name, SignedCheckpoint checkpoint) {}

    private final Collection<VerificationKey> keys;
    private final List<Kept> kept;
    private final boolean strict;

    /**
     * For any number of exports.
     *
     * @param keys the public keys that are trusted
     * @param kept checkpoints that the export has to agree with
     * @param strict whether entries behind the last checkpoint are a finding
     */
    public Verifier(Collection<VerificationKey> keys, Collection<Kept> kept, boolean strict) {
        this.keys = List.copyOf(keys);
        this.kept = List.copyOf(kept);
        this.strict = strict;
    }

    /**
     * Reads to the end; the stream is left open.
     *
     * @throws IOException when it cannot be read
     */
    public Report verify(InputStream export) throws IOException {
        Lines lines = new Lines(export);
        Findings findings = new Findings();
        Line first = lines.next();
        if (first != null && first.complete() && ProofFile.Header.begins(first)) {
            return proof(first, lines, findings);
        }
        ExportHeader header = header(first, findings);
        if (header == null) {
            return nothing(findings);
        }
        KnownKeys known = new KnownKeys(keys, findings);
        Verification verification = new Verification(header, findings, known);
        for (Kept witness : kept) {
            Item.Signed signed = known.examine(
                    new Item.Vouched(0, witness.checkpoint()), header.tenant(), "The checkpoint in " + witness.name());
            if (signed != null) {
                verification.await(new Awaited(witness.name(), signed.checkpoint()));
            }
        }
        new Reading(lines, header.tenant(), findings, known, verification).toTheEnd();
        return verification.report(strict);
    }

    private Report proof(Line first, Lines lines, Findings findings) throws IOException {
        ProofFile.Header header;
        try {
            header = ProofFile.Header.read(first);
        } catch (Malformed e) {
            findings.add(
                    Finding.Kind.UNREADABLE,
                    1,
                    "The first line is not the header of a proof (%s), so nothing can be said about the rest."
                            .formatted(e.reason()));
            return nothing(findings);
        }
        KnownKeys known = new KnownKeys(keys, findings);
        ProofVerification verification = new ProofVerification(header, findings, known);
        verification.read(lines);
        for (Kept witness : kept) {
            Item.Signed signed = known.examine(
                    new Item.Vouched(0, witness.checkpoint()), header.tenant(), "The checkpoint in " + witness.name());
            if (signed != null) {
                verification.compare(witness.name(), signed.checkpoint());
            }
        }
        return verification.report();
    }

    private static Report nothing(Findings findings) {
        return new Report(null, 0, 0, 0, 0, null, null, 0, List.of(), findings.list(), 0);
    }

    private static @Nullable ExportHeader header(@Nullable Line first, Findings findings) {
        try {
            if (first != null && first.complete()) {
                return ExportHeader.read(first.bytes(), first.length());
            }
            findings.add(
                    Finding.Kind.UNREADABLE, 1, "The file has no first line, so nothing can be said about the rest.");
        } catch (Malformed e) {
            findings.add(
                    Finding.Kind.UNREADABLE,
                    1,
                    "The first line is not the header of an export (%s), so nothing can be said about the rest."
                            .formatted(e.reason()));
        }
        return null;
    }
}
