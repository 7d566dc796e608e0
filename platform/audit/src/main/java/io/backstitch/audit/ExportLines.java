package io.backstitch.audit;

/** The lines of an export between the first and the last: written by one, read by the other. */
final class ExportLines {
    static final String ENTRY_BEFORE = "{\"entry\":";
    static final String ENTRY_BETWEEN = ",\"hash\":";
    static final String SEQ_BEFORE = "{\"seq\":";
    static final String SEQ_BETWEEN = ",\"hash\":";
    static final String AFTER = "}";
    static final String END_BEFORE = "{\"end\":{\"lines\":";
    static final String END_BETWEEN = ",\"to\":";
    static final String END_AFTER = "}}";

    static final int ENTRY_TAIL = ENTRY_BETWEEN.length() + 2 * Hash.LENGTH + 2 + AFTER.length();

    private ExportLines() {}

    static Item read(Line line) {
        if (!line.complete()) {
            return new Item.Unreadable(line.number(), "it does not end, or is too long", null, null);
        }
        byte[] bytes = line.bytes();
        int length = line.length();
        try {
            return switch (length > 4 ? bytes[2] : 0) {
                case 'e' -> bytes[4] == 't' ? entry(line) : end(line);
                case 's' -> hashOnly(line);
                case 'c' -> new Item.Vouched(line.number(), SignedCheckpoint.read(bytes, length));
                default -> throw new Malformed("it begins like no line of an export");
            };
        } catch (Malformed e) {
            return new Item.Unreadable(line.number(), e.reason(), null, null);
        }
    }

    private static Item entry(Line line) {
        byte[] bytes = line.bytes();
        int tail = line.length() - ENTRY_TAIL;
        if (tail < ENTRY_BEFORE.length()) {
            throw new Malformed("it is too short for an entry");
        }
        new Cursor(bytes, 0, line.length()).expect(ENTRY_BEFORE);
        Cursor end = new Cursor(bytes, tail, line.length());
        end.expect(ENTRY_BETWEEN);
        Hash stored = end.hash();
        end.expect(AFTER);
        end.expectEnd();
        Hash computed = Hash.ofLeaf(bytes, ENTRY_BEFORE.length(), tail - ENTRY_BEFORE.length());
        return entry(line.number(), bytes, tail, computed, stored);
    }

    private static Item entry(long line, byte[] bytes, int tail, Hash computed, Hash stored) {
        try {
            EntryFields fields = EntryFields.read(bytes, ENTRY_BEFORE.length(), tail);
            return new Item.Shown(line, fields.tenant(), fields.seq(), fields.at(), fields.prev(), computed, stored);
        } catch (Malformed e) {
            return new Item.Unreadable(line, e.reason(), computed, stored);
        }
    }

    private static Item hashOnly(Line line) {
        Cursor cursor = new Cursor(line.bytes(), 0, line.length());
        cursor.expect(SEQ_BEFORE);
        long seq = cursor.number();
        cursor.expect(SEQ_BETWEEN);
        Hash hash = cursor.hash();
        cursor.expect(AFTER);
        cursor.expectEnd();
        return new Item.HashOnly(line.number(), seq, hash);
    }

    private static Item end(Line line) {
        Cursor cursor = new Cursor(line.bytes(), 0, line.length());
        cursor.expect(END_BEFORE);
        long lines = cursor.number();
        cursor.expect(END_BETWEEN);
        long to = cursor.number();
        cursor.expect(END_AFTER);
        cursor.expectEnd();
        return new Item.End(line.number(), lines, to);
    }
}
