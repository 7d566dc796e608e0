package io.backstitch.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.backstitch.audit.Finding.Kind;
import io.backstitch.audit.Report.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an attacker or an accident does to a whole history, and what the verifier makes of it. */
class VerifierTest {
    private final Story story = Story.of(10, 4, 8);

    @Test
    void aHistoryRewrittenWithoutTheKeyContradictsItsCheckpoint() {
        Story forged = story.rewrittenAt(6);
        forged.checkpoints.putAll(story.checkpoints);

        Report report = Verifying.verify(forged.lines());

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.REWRITTEN);
            assertThat(finding.first())
                    .as("behind the checkpoint that still fits")
                    .isEqualTo(5);
            assertThat(finding.last()).isEqualTo(8);
        });
        assertThat(report.signedTo()).isEqualTo(4);
    }

    @Test
    void aHistoryRewrittenAndSignedWithAnotherKeyIsSignedByNobody() {
        Story forged = story.rewrittenAt(6);
        SigningKey own = SigningKey.generate();
        forged.sign(own);

        Report report = Verifying.verify(forged.lines());

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.UNKNOWN_KEY);
            assertThat(finding.sentence()).contains(own.verification().id());
        });
    }

    @Test
    void aHistoryRewrittenWithAStolenFormerKeyIsAForkOfTheKeptCheckpoint() {
        SigningKey former = SigningKey.generate();
        SigningKey current = SigningKey.generate();
        SignedCheckpoint kept = story.sign(current);
        Story forged = story.rewrittenAt(6);
        forged.sign(former);
        List<VerificationKey> known = List.of(former.verification(), current.verification());
        byte[] file = Story.file(forged.lines());

        assertThat(Verifying.verify(file, known).findings())
                .as("on its own it looks right")
                .isEmpty();
        assertThat(Verifying.verify(file, known, kept).findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.FORK);
                    assertThat(finding.sentence())
                            .contains("kept.json", current.verification().id());
                });
    }

    @Test
    void twoSignedRootsOfOneSizeAreAFork() {
        SignedCheckpoint other = story.rewrittenAt(3).sign(Story.KEY);
        SignedCheckpoint own = story.sign(Story.KEY);
        List<String> lines = story.lines();
        lines.add(lines.indexOf(own.line()) + 1, other.line());

        assertThat(Verifying.verify(lines).findings())
                .singleElement()
                .extracting(Finding::kind)
                .isEqualTo(Kind.FORK);
    }

    @Test
    void whatAKeptCheckpointCoversMayNotBeCutOff() {
        SignedCheckpoint kept = story.checkpoint(8);
        Story same = new Story();
        story.entries.subList(0, 5).forEach(same::put);
        same.checkpoints.put(4L, story.checkpoint(4));

        assertThat(Verifying.verify(same.lines()).findings()).isEmpty();
        assertThat(Verifying.verify(Story.file(same.lines()), List.of(Story.KEY.verification()), kept)
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(Kind.TRUNCATED);
                    assertThat(finding.first()).isEqualTo(6);
                    assertThat(finding.last()).isEqualTo(8);
                });
    }

    @Test
    void oneEntryRewrittenWithItsHashIsProvenByTheNextCheckpoint() {
        Entry other = Chain.next(story.entries.get(4).head(), Story.draft(6, "refused"));
        story.entries.set(5, other);

        assertThat(Verifying.verify(story.lines()).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.REWRITTEN);
            assertThat(finding.isAbout(6)).isTrue();
            assertThat(finding.first()).isEqualTo(finding.last());
        });
    }

    @Test
    void theLastSignedEntryRewrittenWithItsHashIsProvenByItsCheckpoint() {
        Entry other = Chain.next(story.entries.get(6).head(), Story.draft(8, "refused"));
        story.entries.set(7, other);

        assertThat(Verifying.verify(story.lines()).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.REWRITTEN);
            assertThat(finding.first()).isEqualTo(8L);
        });
    }

    @Test
    void aRewrittenEntryThatNothingSignedYetIsABrokenLink() {
        story.entries.set(8, Chain.next(story.entries.get(7).head(), Story.draft(9, "refused")));

        assertThat(Verifying.verify(story.lines()).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.BROKEN_LINK);
            assertThat(finding.isAbout(9)).isTrue();
        });
    }

    @Test
    void aChangedHashIsToldFromAChangedText() {
        List<String> lines = story.lines();
        Hash hash = story.entries.get(1).hash();
        lines.set(2, lines.get(2).replace("\"hash\":\"" + hash, "\"hash\":\"" + Hash.ZERO));

        assertThat(Verifying.verify(lines).findings())
                .singleElement()
                .extracting(Finding::sentence)
                .asString()
                .startsWith("its hash was changed; its text is as");
    }

    @Test
    void goesOnBehindEachFinding() {
        List<String> lines = story.lines();
        lines.set(1, lines.get(1).replace("approved", "declined"));
        lines.remove(6);
        lines.set(8, lines.get(8).replace("approved", "declined"));

        assertThat(Verifying.verify(lines).findings())
                .extracting(Finding::kind, Finding::first)
                .containsExactly(tuple(Kind.CHANGED, 1L), tuple(Kind.MISSING, 5L), tuple(Kind.CHANGED, 8L));
    }

    @Test
    void neighboursWithTheSameFindingAreOne() {
        List<String> lines = story.lines();
        lines.subList(5, 8).clear();

        assertThat(Verifying.verify(lines).findings())
                .singleElement()
                .extracting(Finding::kind)
                .isEqualTo(Kind.MISSING);
    }

    @Test
    void aClockThatRunsBackwardsIsFound() {
        Entry last = story.entries.getLast();
        Draft late = Story.draft(11, "approved");
        story.put(new Entry(
                last.tenant(), 11, last.at().minus(Duration.ofHours(1)), late.kind(), null, late.body(), last.hash()));
        story.sign(Story.KEY);

        assertThat(Verifying.verify(story.lines()).findings())
                .singleElement()
                .matches(finding -> finding.kind() == Kind.CLOCK && finding.isAbout(11));
    }

    @Test
    void anEntryOfAnotherTenantIsFound() {
        Entry last = story.entries.getLast();
        Draft foreign = Story.draft(11, "approved");
        story.put(new Entry("globex", 11, foreign.at(), foreign.kind(), null, foreign.body(), last.hash()));

        assertThat(Verifying.verify(story.lines()).findings())
                .singleElement()
                .matches(finding -> finding.kind() == Kind.TENANT && finding.isAbout(11));
    }

    @Test
    void anEntryThatIsNotCanonicalIsFoundThoughItsHashFits() {
        List<String> lines = story.lines();
        byte[] text = "{ \"at\":1}".getBytes(StandardCharsets.UTF_8);
        lines.set(lines.size() - 1, lines.getLast().replace("\"to\":10", "\"to\":11"));
        lines.add(lines.size() - 1, "{\"entry\":{ \"at\":1},\"hash\":\"%s\"}".formatted(Entry.hashOf(text)));

        assertThat(Verifying.verify(lines).findings())
                .singleElement()
                .matches(finding -> finding.kind() == Kind.UNREADABLE && finding.isAbout(11));
    }

    @Test
    void aTextInTheMiddleMayNotBeReplacedByItsHash() {
        List<String> lines = story.lines();
        lines.set(
                3, "{\"seq\":3,\"hash\":\"%s\"}".formatted(story.entries.get(2).hash()));

        assertThat(Verifying.verify(lines).findings())
                .singleElement()
                .matches(finding -> finding.kind() == Kind.WITHHELD && finding.isAbout(3));
    }

    @Test
    void tellsWhichKeySignedWhat() {
        SigningKey next = SigningKey.generate();
        story.sign(next);

        Report report =
                Verifying.verify(Story.file(story.lines()), List.of(Story.KEY.verification(), next.verification()));

        assertThat(report.findings()).isEmpty();
        assertThat(report.keys())
                .extracting(KeyUse::key, KeyUse::checkpoints, KeyUse::firstSize, KeyUse::lastSize)
                .containsExactly(
                        tuple(Story.KEY.verification().id(), 2L, 4L, 8L),
                        tuple(next.verification().id(), 1L, 10L, 10L));
    }

    @Test
    void entriesBehindTheLastCheckpointAreAFindingOnlyWhenStrict() {
        assertThat(Verifying.verify(story.lines()).unsigned()).isEqualTo(2);
        assertThat(Verifying.strictly(story.lines()).findings())
                .singleElement()
                .matches(finding -> finding.kind() == Kind.UNSIGNED && finding.isAbout(9) && finding.isAbout(10));
    }

    @Test
    void nothingIsVerifiedWhenNobodyVouches() {
        story.checkpoints.clear();

        assertThat(Verifying.verify(story.lines()).verdict()).isEqualTo(Verdict.NOT_VERIFIED);
        assertThat(Verifying.verify(new byte[0]).verdict()).isEqualTo(Verdict.NOT_VERIFIED);
    }

    @Test
    void aCheckpointOfBeforeTheExportCannotBeCompared() {
        SignedCheckpoint early = Story.of(1, 1).checkpoint(1);

        assertThat(Verifying.verify(Story.file(story.lines(5, 8)), List.of(Story.KEY.verification()), early)
                        .findings())
                .singleElement()
                .extracting(Finding::kind)
                .isEqualTo(Kind.OUTSIDE);
    }

    @Test
    void erasingAPersonLeavesTheHistoryValid() {
        PersonalData person = PersonalData.of("approver@example.com", new SecureRandom());
        story.add(new Draft(
                Story.BEGIN.plusSeconds(9000),
                "approval.sealed",
                null,
                "{\"approver\":%s}".formatted(person.pseudonym().json())));
        story.sign(Story.KEY);
        List<String> lines = story.lines();

        assertThat(String.join("", lines)).doesNotContain(person.value(), person.salt());
        assertThat(Verifying.verify(lines).findings()).isEmpty();
    }

    @Test
    void theNumberOfFindingsIsBounded() {
        List<String> lines = new ArrayList<>(story.lines());
        for (int i = 0; i < 3000; i++) {
            lines.add(5, "nonsense " + i);
        }

        Report report = Verifying.verify(lines);

        assertThat(report.findings()).hasSizeLessThanOrEqualTo(Findings.MAX);
        assertThat(report.findings().size() + report.moreFindings()).isGreaterThanOrEqualTo(3000);
    }

    @Test
    void aLineWithoutEndTakesNoMemoryWithoutEnd() {
        List<String> lines = story.lines();
        lines.add(5, "x".repeat(20_000_000));

        assertThat(Verifying.verify(lines).findings())
                .singleElement()
                .matches(finding -> finding.kind() == Kind.UNREADABLE && finding.line() == 6);
    }
}
