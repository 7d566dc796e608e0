package io.backstitch.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** A tenant's history with checkpoints, and its export as lines: what the tests change. */
final class Story {
    static final String TENANT = "acme";
    static final Instant BEGIN = Instant.parse("2026-01-15T08:00:00.000001Z");
    static final SigningKey KEY = SigningKey.generate();

    final List<Entry> entries = new ArrayList<>();
    final Map<Long, SignedCheckpoint> checkpoints = new TreeMap<>();
    final Frontier tree = Frontier.empty();

    /** So many entries, and a checkpoint after each of these. */
    static Story of(int entries, long... checkpoints) {
        Story story = new Story();
        for (int i = 1; i <= entries; i++) {
            story.add(draft(i, "approved"));
            if (LongStream.of(checkpoints).anyMatch(Long.valueOf(i)::equals)) {
                story.sign(KEY);
            }
        }
        return story;
    }

    static Draft draft(int minute, String decision) {
        return new Draft(
                BEGIN.plus(Duration.ofMinutes(minute)),
                "approval.sealed",
                "order/A-" + minute,
                "{\"decision\":\"%s\",\"amount\":%d,\"reason\":\"Geprüft\"}".formatted(decision, 100 * minute));
    }

    Head head() {
        return entries.isEmpty() ? Head.start(TENANT) : entries.getLast().head();
    }

    void add(Draft draft) {
        put(Chain.next(head(), draft));
    }

    void put(Entry entry) {
        entries.add(entry);
        tree.append(entry.hash());
    }

    SignedCheckpoint sign(SigningKey key) {
        SignedCheckpoint checkpoint =
                SignedCheckpoint.sign(head(), tree, head().at().plusSeconds(1), key);
        checkpoints.put(head().seq(), checkpoint);
        return checkpoint;
    }

    SignedCheckpoint checkpoint(long size) {
        return Objects.requireNonNull(checkpoints.get(size));
    }

    /** The same entries with another text in one of them and all hashes behind it made anew; no checkpoints. */
    Story rewrittenAt(int seq) {
        Story other = new Story();
        for (Entry entry : entries) {
            String body = entry.seq() == seq ? "{\"decision\":\"refused\"}" : entry.body();
            other.add(new Draft(entry.at(), entry.kind(), entry.run(), body));
        }
        return other;
    }

    List<String> lines() {
        return lines(1, entries.size());
    }

    /** Entries from one to the other, and from there hashes up to the next checkpoint. */
    List<String> lines(int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Frontier before = Frontier.empty();
            entries.subList(0, from - 1).forEach(entry -> before.append(entry.hash()));
            ExportWriter writer =
                    new ExportWriter(out, TENANT, entries.get(from - 1).prev(), before);
            boolean covered = false;
            for (Entry entry : entries.subList(from - 1, entries.size())) {
                if (entry.seq() <= to) {
                    writer.entry(entry);
                } else if (!covered) {
                    writer.hashOnly(entry.seq(), entry.hash());
                }
                SignedCheckpoint checkpoint = checkpoints.get(entry.seq());
                if (checkpoint != null && !covered) {
                    writer.checkpoint(checkpoint);
                    covered = entry.seq() >= to;
                }
            }
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ArrayList<>(out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    static byte[] file(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
