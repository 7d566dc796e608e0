package io.backstitch.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found so far: neighbours with one and the same thing are one finding, and the number kept is bounded. */
final class Findings {
    static final int MAX = 1000;

    private final List<Finding> found = new ArrayList<>();
    private long more;

    void about(Finding.Kind kind, long first, long last, long line, String sentence) {
        if (!found.isEmpty()) {
            Finding former = found.getLast();
            if (former.kind() == kind
                    && former.first() != null
                    && former.last() != null
                    && former.last() + 1 == first
                    && former.sentence().equals(sentence)) {
                found.set(found.size() - 1, new Finding(kind, former.first(), last, former.line(), sentence));
                return;
            }
        }
        add(new Finding(kind, first, last, line, sentence));
    }

    void about(Finding.Kind kind, long seq, long line, String sentence) {
        about(kind, seq, seq, line, sentence);
    }

    void add(Finding.Kind kind, long line, String sentence) {
        add(new Finding(kind, null, null, line, sentence));
    }

    private void add(Finding finding) {
        if (found.size() < MAX) {
            found.add(finding);
        } else {
            more++;
        }
    }

    /** Says the last one of this kind and entry more exactly. */
    void sharpen(Finding.Kind kind, long seq, Finding.Kind exact, String sentence) {
        for (int i = found.size() - 1; i >= 0; i--) {
            Finding finding = found.get(i);
            if (finding.kind() == kind && finding.first() != null && finding.first() == seq) {
                found.set(i, new Finding(exact, seq, seq, finding.line(), sentence));
                return;
            }
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the lines; what is not about a line is last. */
    List<Finding> list() {
        return found.stream()
                .sorted(Comparator.comparingLong(finding -> finding.line() == 0 ? Long.MAX_VALUE : finding.line()))
                .toList();
    }

    long more() {
        return more;
    }
}
