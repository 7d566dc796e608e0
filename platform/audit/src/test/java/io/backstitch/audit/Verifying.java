package io.backstitch.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/** The verifier on bytes in memory. */
final class Verifying {
    private Verifying() {}

    static Report verify(List<String> lines) {
        return verify(Story.file(lines));
    }

    static Report verify(byte[] file) {
        return verify(file, List.of(Story.KEY.verification()));
    }

    static Report verify(byte[] file, Collection<VerificationKey> keys, SignedCheckpoint... kept) {
        return verify(new Verifier(keys, named(kept), false), file);
    }

    static Report strictly(List<String> lines) {
        return verify(new Verifier(List.of(Story.KEY.verification()), List.of(), true), Story.file(lines));
    }

    private static Report verify(Verifier verifier, byte[] file) {
        try {
            return verifier.verify(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Verifier.Kept> named(SignedCheckpoint... kept) {
        return List.of(kept).stream()
                .map(checkpoint -> new Verifier.Kept("kept.json", checkpoint))
                .toList();
    }
}
