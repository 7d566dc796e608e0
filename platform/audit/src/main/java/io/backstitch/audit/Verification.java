package io.backstitch.audit;

import io.backstitch.audit.Finding.Kind;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state between two items: which entry comes next, which hash it has to name, and what was seen out of its place. */
final class Verification {
    /** So many misplaced entries are remembered, to not call them missing as well. */
    private static final int STRAYS = 1000;

    private final ExportHeader header;
    private final Findings findings;
    private final KnownKeys keys;
    private final Coverage coverage;
    private final Vouching vouching;
    private final AwaitedCheckpoints awaited;
    private final Set<Long> strays = new HashSet<>();

    private long expected;
    private @Nullable Hash former;
    private @Nullable Instant formerAt;
    private boolean begun;

    private long shown;
    private long lastShown;
    private long hashes;
    private long hiddenFrom;
    private @Nullable Instant begin;

    Verification(ExportHeader header, Findings findings, KnownKeys keys) {
        this.header = header;
        this.findings = findings;
        this.keys = keys;
        this.coverage = new Coverage(Frontier.of(header.from() - 1, header.frontier()));
        this.vouching = new Vouching(findings, keys, coverage);
        this.awaited = new AwaitedCheckpoints(findings, keys, coverage);
        this.expected = header.from();
        this.former = header.prev();
        this.lastShown = header.from() - 1;
    }

    void await(Awaited checkpoint) {
        if (checkpoint.checkpoint().size() < header.from() - 1) {
            findings.add(
                    Kind.OUTSIDE,
                    0,
                    "%s, lies before this export, which begins with entry %d: it cannot be compared."
                            .formatted(checkpoint.told(), header.from()));
            return;
        }
        awaited.add(checkpoint);
        awaited.compareAt(expected - 1);
    }

    /** @param next what follows, null at the end */
    void judge(Item.Judged item, Item.@Nullable Judged next) {
        long following = next == null ? 0 : next.position();
        if (item instanceof Item.Unreadable unreadable) {
            unreadable(unreadable, next, following);
        } else if (placeOf(item, following) == expected && !standsBeforeCheckpoint(item, next, following)) {
            inPlace(item, next, following);
        } else {
            misplaced(item, next, following);
        }
    }

    /** A number inside a changed text proves nothing; the item that follows does. */
    private long placeOf(Item.Judged item, long following) {
        boolean changed = item instanceof Item.Shown entry && !entry.intact();
        return changed && following == expected + 1 ? expected : item.position();
    }

    /** Whether a checkpoint of the entries before it follows, for the first time: then that belongs before it. */
    private boolean standsBeforeCheckpoint(Item.Judged item, Item.@Nullable Judged next, long following) {
        return next instanceof Item.Signed signed
                && following == expected
                && !(item instanceof Item.Signed)
                && !vouching.isLast(signed);
    }

    private void misplaced(Item.Judged item, Item.@Nullable Judged next, long following) {
        long place = item.position();
        if (!begun && place < expected && item instanceof Item.Shown) {
            findings.add(
                    Kind.HEADER,
                    1,
                    "The header says that the export begins with entry %d, but it begins with entry %d: the header was changed."
                            .formatted(expected, place));
            coverage.lose();
            expected = place;
            former = null;
            inPlace(item, next, following);
        } else if (standsIn(item, next, following)) {
            findings.about(
                    Kind.MISPLACED,
                    expected,
                    item.line(),
                    "%s stands in its place: lines were exchanged or replaced.".formatted(told(item)));
            stray(item);
            skipTo(expected + 1, next == null ? null : next.before());
        } else if (following == expected) {
            tooEarlyOrAgain(item);
        } else if (place > expected) {
            gap(place, item.before(), item.line());
            inPlace(item, next, following);
        } else {
            tooEarlyOrAgain(item);
        }
    }

    /** Whether an item took the place of the expected entry: what follows goes on as if that had been here. */
    private boolean standsIn(Item.Judged item, Item.@Nullable Judged next, long following) {
        if (following != expected + 1) {
            return false;
        }
        boolean beforeItsCheckpoint = next instanceof Item.Signed && !(item instanceof Item.Signed);
        return item.position() != following || beforeItsCheckpoint;
    }

    private void tooEarlyOrAgain(Item.Judged item) {
        if (item.position() >= expected) {
            stray(item);
            place(item, "stands too early: it was moved there or inserted.");
        } else if (item instanceof Item.Signed signed && vouching.isLast(signed)) {
            place(item, "stands there twice.");
        } else {
            place(item, "stands once more or too late: lines were moved, copied or inserted.");
        }
    }

    private void place(Item.Judged item, String sentence) {
        if (item instanceof Item.Signed) {
            findings.add(Kind.MISPLACED, item.line(), "%s %s".formatted(told(item), sentence));
        } else {
            findings.about(Kind.MISPLACED, item.position(), item.line(), sentence);
        }
    }

    private static String told(Item.Judged item) {
        return item instanceof Item.Signed signed ? Vouching.told(signed) : "Entry " + item.position();
    }

    private void stray(Item.Judged item) {
        if (item instanceof Item.Signed signed && signed.position() > expected) {
            awaited.add(new Awaited(null, signed.checkpoint()));
        } else if (strays.size() < STRAYS) {
            strays.add(item.position());
        }
    }

    private void gap(long place, @Nullable Hash witness, long line) {
        boolean known = place - expected <= strays.size();
        for (long seq = expected; known && seq < place; seq++) {
            known = strays.contains(seq);
        }
        if (!known) {
            findings.about(
                    Kind.MISSING, expected, place - 1, line, "missing; what follows shows that there was something.");
        }
        skipTo(place, witness);
    }

    /** Goes on behind entries that are not there; of a single one the hash is known from what follows. */
    private void skipTo(long place, @Nullable Hash witness) {
        if (place == expected + 1 && witness != null) {
            advance(witness);
            return;
        }
        coverage.lose();
        expected = place;
        former = witness;
        begun = true;
    }

    private void unreadable(Item.Unreadable item, Item.@Nullable Judged next, long following) {
        boolean framed = item.stored() != null;
        if (following > expected || (framed && following != expected)) {
            long last = Math.max(following, expected + 1) - 1;
            boolean intact = item.intact();
            findings.about(
                    framed && !intact ? Kind.CHANGED : Kind.UNREADABLE,
                    expected,
                    last,
                    item.line(),
                    intact
                            ? "its text fits its hash, but is not the canonical text of an entry (%s): no honest writer wrote it."
                                    .formatted(item.reason())
                            : "changed so that it cannot be read any more (%s).".formatted(item.reason()));
            Hash witness = next == null ? null : next.before();
            if (witness == null && framed) {
                coverage.doubt();
                witness = item.stored();
            }
            skipTo(last + 1, witness);
        } else {
            findings.add(
                    Kind.UNREADABLE,
                    item.line(),
                    "The line after entry %d is nothing that an export holds (%s): it was changed or inserted."
                            .formatted(expected - 1, item.reason()));
        }
    }

    private void inPlace(Item.Judged item, Item.@Nullable Judged next, long following) {
        Hash witness = next != null && following == expected + 1 ? next.before() : null;
        switch (item) {
            case Item.Shown entry -> {
                withheld();
                if (entry.intact()) {
                    intact(entry, witness, next instanceof Item.Signed);
                } else {
                    changed(entry, witness);
                }
                shown++;
                lastShown = expected - 1;
            }
            case Item.HashOnly hash -> hashOnly(hash, witness);
            case Item.Signed signed -> signed(signed);
            case Item.Unreadable unreadable -> throw new IllegalStateException("It has no place: " + unreadable);
            case Item.End end -> throw new IllegalStateException("It only follows: " + end);
        }
    }

    private void changed(Item.Shown entry, @Nullable Hash witness) {
        String sentence;
        if (entry.stored().equals(witness)) {
            sentence = "changed: its text no longer fits its hash, and what follows confirms the hash.";
        } else if (entry.computed().equals(witness)) {
            sentence = "its hash was changed; its text is as what follows confirms it.";
        } else if (witness != null) {
            sentence = "changed: neither its text nor its hash are what the following names.";
        } else {
            sentence = "changed: its text does not fit its hash.";
            coverage.doubt();
        }
        findings.about(Kind.CHANGED, expected, entry.line(), sentence);
        advance(witness == null ? entry.stored() : witness);
    }

    private void intact(Item.Shown entry, @Nullable Hash witness, boolean byCheckpoint) {
        link(entry);
        if (!entry.tenant().equals(header.tenant())) {
            findings.about(
                    Kind.TENANT,
                    expected,
                    entry.line(),
                    "belongs to the tenant %s, the export to %s.".formatted(entry.tenant(), header.tenant()));
        }
        if (formerAt != null && entry.at().isBefore(formerAt)) {
            findings.about(
                    Kind.CLOCK,
                    expected,
                    entry.line(),
                    "earlier (%s) than the entry before it (%s): the order or a time is not true."
                            .formatted(entry.at(), formerAt));
        }
        formerAt = entry.at();
        begin = begin == null ? entry.at() : begin;
        if (witness == null || witness.equals(entry.computed())) {
            advance(entry.computed());
        } else if (byCheckpoint) {
            vouching.contradicts(expected, entry.line());
            advance(witness);
        } else {
            vouching.broken(expected, entry.line());
            advance(witness);
        }
    }

    /** Whether the entry names the one before it; what stood right before it has been asked already. */
    private void link(Item.Shown entry) {
        if (former == null || former.equals(entry.prev())) {
            return;
        }
        if (begun) {
            vouching.broken(expected - 1, entry.line());
        } else {
            coverage.doubt();
            findings.add(
                    Kind.HEADER,
                    1,
                    "The header names another hash before entry %d than that entry does: one of them was changed."
                            .formatted(expected));
        }
    }

    private void withheld() {
        if (hiddenFrom > 0) {
            findings.about(
                    Kind.WITHHELD,
                    hiddenFrom,
                    expected - 1,
                    0,
                    "only the hash is here, although entries behind are shown: the text was withheld.");
            hiddenFrom = 0;
        }
    }

    private void hashOnly(Item.HashOnly item, @Nullable Hash witness) {
        if (witness != null && !witness.equals(item.hash())) {
            findings.about(
                    Kind.CHANGED,
                    expected,
                    item.line(),
                    "the hash that stands for it was changed: what follows names another.");
        }
        hiddenFrom = hiddenFrom == 0 ? expected : hiddenFrom;
        hashes++;
        advance(witness == null ? item.hash() : witness);
    }

    private void signed(Item.Signed item) {
        if (vouching.isLast(item)) {
            place(item, "stands there twice.");
        } else if (!vouching.judge(item, former, formerAt)) {
            // What follows may go on from either history; that there are two has been said.
            former = null;
        }
    }

    private void advance(Hash leaf) {
        coverage.leaf(leaf);
        former = leaf;
        expected++;
        begun = true;
        awaited.compareAt(expected - 1);
    }

    void finish(Item.@Nullable End end, long lines) {
        awaited.truncated(expected, end == null ? 0 : end.to());
        if (end == null) {
            findings.add(
                    Kind.CUT,
                    0,
                    "The last line is not there: the file was cut after entry %d.".formatted(expected - 1));
        } else if (findings.isEmpty() && (end.lines() != lines - 1 || end.to() != lastShown)) {
            findings.add(
                    Kind.CUT,
                    end.line(),
                    "The last line speaks of %d lines and of entries up to %d, but there are %d and entries up to %d: a checkpoint was removed or added, or the last line was changed."
                            .formatted(end.lines(), end.to(), lines - 1, lastShown));
        }
    }

    Report report(boolean strict) {
        long to = expected - 1;
        if (strict && to > coverage.signedTo() && coverage.isTold()) {
            findings.about(Kind.UNSIGNED, coverage.signedTo() + 1, to, 0, "not signed yet: no checkpoint covers them.");
        }
        return new Report(
                header.tenant(),
                header.from(),
                to,
                shown,
                hashes,
                begin,
                formerAt,
                coverage.signedTo(),
                keys.uses(),
                findings.list(),
                findings.more());
    }
}
