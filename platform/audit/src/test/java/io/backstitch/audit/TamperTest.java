package io.backstitch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstitch.audit.Finding.Kind;
import io.backstitch.audit.Report.Verdict;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each change of a file, one after the other: none goes unnoticed, and the right entry is named. */
@Execution(ExecutionMode.CONCURRENT)
class TamperTest {
    /** With one signed stretch, another, and entries that are not signed yet. */
    private final Story story = Story.of(7, 3, 6);

    private final List<String> lines = story.lines();

    @Test
    void theUnchangedFileIsFine() {
        Report report = Verifying.verify(lines);

        assertThat(report.findings()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.FINE);
        assertThat(report.entries()).isEqualTo(7);
        assertThat(report.signedTo()).isEqualTo(6);
        assertThat(report.unsigned()).isEqualTo(1);
    }

    @Test
    void findsEveryChangedByteAndNamesItsEntry() {
        for (int i = 0; i < lines.size(); i++) {
            byte[] line = (lines.get(i) + "\n").getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < line.length; at++) {
                byte[] changed = line.clone();
                changed[at] ^= change(line[at], at);
                String what = "byte %d of line %d".formatted(at, i + 1);
                Report report = assertFound(what, fileWith(i, changed));
                if (isEntry(lines.get(i)) && at < line.length - 1) {
                    long seq = seq(lines.get(i));
                    assertThat(report.findings()).as(what).hasSize(1).first().matches(finding -> finding.isAbout(seq));
                }
            }
        }
    }

    /** Letters change their case, which is the smallest of all changes; for the rest the bits take turns. */
    private static byte change(byte former, int at) {
        return (byte) (Character.isLetter(former) ? 0x20 : 1 << (at % 8));
    }

    @Test
    void findsEveryRemovedLine() {
        for (int i = 0; i < lines.size(); i++) {
            List<String> changed = new ArrayList<>(lines);
            String removed = changed.remove(i);
            Report report = assertFound("without line " + (i + 1), Story.file(changed));
            if (isEntry(removed)) {
                assertThat(report.findings()).as("without line %d", i + 1).hasSize(1);
                assertThat(report.findings().getFirst())
                        .matches(finding -> finding.kind() == Kind.MISSING || finding.kind() == Kind.TRUNCATED)
                        .matches(finding -> finding.isAbout(seq(removed)));
            }
        }
    }

    @Test
    void findsEveryDoubledLine() {
        for (int i = 0; i < lines.size(); i++) {
            for (int to = 0; to <= lines.size(); to++) {
                List<String> changed = new ArrayList<>(lines);
                changed.add(to, lines.get(i));
                Report report =
                        assertFound("line %d again before line %d".formatted(i + 1, to + 1), Story.file(changed));
                if (isEntry(lines.get(i)) && to > 0 && to < lines.size()) {
                    long seq = seq(lines.get(i));
                    assertThat(report.findings())
                            .as("line %d again before line %d", i + 1, to + 1)
                            .hasSize(1)
                            .first()
                            .matches(finding -> finding.kind() == Kind.MISPLACED && finding.isAbout(seq));
                }
            }
        }
    }

    @Test
    void findsEveryExchangeOfTwoLines() {
        for (int i = 0; i < lines.size(); i++) {
            for (int j = i + 1; j < lines.size(); j++) {
                List<String> changed = new ArrayList<>(lines);
                Collections.swap(changed, i, j);
                String what = "lines %d and %d exchanged".formatted(i + 1, j + 1);
                Report report = assertFound(what, Story.file(changed));
                if (isEntry(lines.get(i)) && isEntry(lines.get(j))) {
                    long one = seq(lines.get(i));
                    long other = seq(lines.get(j));
                    assertThat(report.findings())
                            .as(what)
                            .hasSizeBetween(1, 2)
                            .allMatch(finding -> finding.isAbout(one) || finding.isAbout(other));
                }
            }
        }
    }

    @Test
    void findsEveryCut() {
        for (int kept = 0; kept < lines.size(); kept++) {
            byte[] file = Story.file(lines.subList(0, kept));
            assertFound("cut after line " + kept, file);
            assertFound("cut in line " + kept, Arrays.copyOf(file, file.length - 1));
        }
    }

    @Test
    void findsEveryInsertedEntry() {
        Story other = story.rewrittenAt(2);
        for (int i = 1; i < lines.size(); i++) {
            for (String inserted : other.lines().subList(3, 6)) {
                List<String> changed = new ArrayList<>(lines);
                changed.add(i, inserted);
                assertFound("a foreign entry before line " + (i + 1), Story.file(changed));
            }
        }
    }

    @Test
    void findsEveryChangeOfARange() {
        List<String> range = story.lines(2, 4);
        assertThat(Verifying.verify(range).findings()).isEmpty();
        assertThat(Verifying.verify(range).signedTo()).isEqualTo(6);
        assertThat(Verifying.verify(range).hashes()).isEqualTo(2);

        byte[] file = Story.file(range);
        for (int at = 0; at < file.length; at++) {
            byte[] changed = file.clone();
            changed[at] ^= 1;
            assertFound("byte %d of the range".formatted(at), changed);
        }
        for (int i = 0; i < range.size(); i++) {
            List<String> removed = new ArrayList<>(range);
            removed.remove(i);
            assertFound("the range without line " + (i + 1), Story.file(removed));
        }
    }

    private byte[] fileWith(int index, byte[] line) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (int i = 0; i < lines.size(); i++) {
            file.writeBytes(i == index ? line : (lines.get(i) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return file.toByteArray();
    }

    private static Report assertFound(String what, byte[] file) {
        Report report = Verifying.verify(file);
        assertThat(report.findings()).as(what).isNotEmpty();
        assertThat(report.verdict()).as(what).isNotEqualTo(Verdict.FINE);
        return report;
    }

    private static boolean isEntry(String line) {
        return line.startsWith("{\"entry\"");
    }

    private static long seq(String line) {
        return Long.parseLong(line.replaceAll(".*\"seq\":(\\d+),.*", "$1"));
    }
}
