package io.backstitch.audit;

import io.backstitch.audit.Finding.Kind;
import java.util.ArrayList;
import java.util.List;

/** The checkpoints whose last entry has not been read yet. */
final class AwaitedCheckpoints {
    private final Findings findings;
    private final KnownKeys keys;
    private final Coverage coverage;
    private final List<Awaited> awaited = new ArrayList<>();

    AwaitedCheckpoints(Findings findings, KnownKeys keys, Coverage coverage) {
        this.findings = findings;
        this.keys = keys;
        this.coverage = coverage;
    }

    void add(Awaited checkpoint) {
        awaited.add(checkpoint);
    }

    /** To be called when so many entries were read. */
    void compareAt(long size) {
        if (awaited.isEmpty()) {
            return;
        }
        for (Awaited one : List.copyOf(awaited)) {
            if (one.checkpoint().size() == size) {
                awaited.remove(one);
                compare(one);
            }
        }
    }

    private void compare(Awaited one) {
        switch (coverage.peek(one.checkpoint())) {
            case FITS -> {
                coverage.compare(one.checkpoint());
                keys.vouched(one.checkpoint());
            }
            case CONTRADICTS ->
                findings.add(
                        Kind.FORK,
                        0,
                        "%s, has another root than this export: another history was signed then."
                                .formatted(one.told()));
            case CANNOT_TELL -> {
                // There is a finding before it already.
            }
        }
    }

    /**
     * Says what is missing at the end.
     *
     * @param expected the number of the entry that would follow
     * @param told the last number of which the export's last line speaks, 0 when there is none
     */
    void truncated(long expected, long told) {
        String reason = "the last line of the export speaks of them.";
        long last = told;
        for (Awaited one : awaited) {
            if (one.checkpoint().size() > last) {
                last = one.checkpoint().size();
                reason = one.told() + ", covers them.";
            }
        }
        if (last >= expected) {
            findings.about(Kind.TRUNCATED, expected, last, 0, "missing at the end: " + reason);
        }
    }
}
