package io.backstitch.audit;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Goes through the lines behind the header, and hands each item over together with the one that follows it. */
final class Reading {
    private final Lines lines;
    private final String tenant;
    private final Findings findings;
    private final KnownKeys keys;
    private final Verification verification;

    private Item.@Nullable Judged held;
    private Item.@Nullable End end;
    private boolean told;
    private long count = 1;

    Reading(Lines lines, String tenant, Findings findings, KnownKeys keys, Verification verification) {
        this.lines = lines;
        this.tenant = tenant;
        this.findings = findings;
        this.keys = keys;
        this.verification = verification;
    }

    void toTheEnd() throws IOException {
        for (Line line = lines.next(); line != null; line = lines.next()) {
            count++;
            behindEnd(line.number());
            switch (ExportLines.read(line)) {
                case Item.End last -> end = last;
                case Item.Vouched vouched -> hold(keys.examine(vouched, tenant, "The checkpoint"));
                case Item.Judged judged -> hold(judged);
            }
        }
        if (held != null) {
            verification.judge(held, told ? null : end);
        }
        verification.finish(end, count);
    }

    private void hold(Item.@Nullable Judged item) {
        if (item == null) {
            return;
        }
        if (held != null) {
            verification.judge(held, item);
        }
        held = item;
    }

    private void behindEnd(long line) {
        if (end != null && !told) {
            told = true;
            findings.add(
                    Finding.Kind.MISPLACED,
                    line,
                    "Something follows the last line of the export: lines were moved behind it or added.");
        }
    }
}
