package io.backstitch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.audit.Finding.Kind;
import io.backstitch.audit.Report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** One entry is proven without the others, and nothing else than that entry. */
class ProofTest {
    private final Story story = Story.of(10, 4, 8);

    @Test
    void eachEntryThatACheckpointCoversIsProven() {
        for (int seq = 1; seq <= 8; seq++) {
            Report report = Verifying.verify(proof(story, seq, 8));

            assertThat(report.findings()).isEmpty();
            assertThat(report.verdict()).isEqualTo(Verdict.FINE);
            assertThat(report.entries()).isEqualTo(1);
            assertThat(report.from()).isEqualTo(seq);
            assertThat(report.signedTo()).isEqualTo(seq);
        }
    }

    @Test
    void aChangedTextIsFound() {
        finds(Kind.CHANGED, proof(story, 3, 8, line -> line.replace("approved", "rejected")));
    }

    @Test
    void anEntryRewrittenWithItsHashIsFound() {
        List<String> forged = proof(story.rewrittenAt(3), 3, story.checkpoint(8));

        finds(Kind.REWRITTEN, forged);
    }

    @Test
    void theProofOfAnotherEntryIsNone() {
        List<String> lines = proof(story, 3, 8);
        lines.set(1, proof(story, 4, 8).get(1));

        finds(Kind.MISPLACED, lines);
    }

    @Test
    void theCheckpointOfAnotherSizeIsNone() {
        List<String> lines = proof(story, 3, 8);
        lines.set(2, story.checkpoint(4).line());

        finds(Kind.HEADER, lines);
    }

    @Test
    void aChangedPathIsFound() {
        String root = story.checkpoint(8).checkpoint().root().toString();
        List<String> lines = proof(story, 3, 8);
        lines.set(0, lines.getFirst().replaceFirst("\\[\"[0-9a-f]{64}", "[\"" + root));

        finds(Kind.REWRITTEN, lines);
    }

    @Test
    void aSignatureOfNobodyIsFound() {
        Story other = Story.of(10);
        other.sign(SigningKey.generate());

        finds(Kind.UNKNOWN_KEY, proof(other, 3, 10));
    }

    @Test
    void whatIsMissingOrTooMuchIsFound() {
        finds(Kind.UNREADABLE, proof(story, 3, 8).subList(0, 2));
        finds(Kind.UNREADABLE, proof(story, 3, 8).subList(0, 1));
        List<String> longer = proof(story, 3, 8);
        longer.add("{}");
        finds(Kind.MISPLACED, longer);
        assertThat(Verifying.verify(
                                proof(story, 3, 8, line -> line.replace("\"seq\":3,\"size\"", "\"seq\":30,\"size\"")))
                        .verdict())
                .isEqualTo(Verdict.NOT_VERIFIED);
    }

    @Test
    void aCheckpointKeptElsewhereContradictsAnotherHistory() {
        SignedCheckpoint kept = story.checkpoint(8);
        Story forged = Story.of(8).rewrittenAt(3);
        forged.sign(Story.KEY);
        byte[] file = Story.file(proof(forged, 3, 8));

        assertThat(Verifying.verify(file).verdict()).isEqualTo(Verdict.FINE);
        assertThat(Verifying.verify(file, List.of(Story.KEY.verification()), kept)
                        .findings())
                .extracting(Finding::kind)
                .containsExactly(Kind.FORK);
        assertThat(Verifying.verify(file, List.of(Story.KEY.verification()), story.checkpoint(4))
                        .findings())
                .extracting(Finding::kind)
                .containsExactly(Kind.OUTSIDE);
    }

    private static void finds(Kind kind, List<String> lines) {
        Report report = Verifying.verify(lines);
        assertThat(report.findings()).extracting(Finding::kind).contains(kind);
        assertThat(report.verdict()).isEqualTo(Verdict.FINDINGS);
    }

    private static List<String> proof(Story story, int seq, int size) {
        return proof(story, seq, story.checkpoint(size));
    }

    private static List<String> proof(Story story, int seq, int size, UnaryOperator<String> change) {
        return proof(story, seq, size).stream().map(change).toList();
    }

    private static List<String> proof(Story story, int seq, SignedCheckpoint checkpoint) {
        InclusionPath path = new InclusionPath(seq - 1, checkpoint.checkpoint().size());
        story.entries.forEach(entry -> path.leaf(entry.hash()));
        Entry entry = story.entries.get(seq - 1);
        String text = ProofFile.text(Story.TENANT, entry.canonical(), entry.hash(), path.proof(), checkpoint.line());
        return new ArrayList<>(text.lines().toList());
    }
}
