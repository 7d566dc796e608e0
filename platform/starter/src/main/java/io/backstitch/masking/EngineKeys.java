package io.backstitch.masking;

/** The engine's keys: the partition, and behind it 51 bits that count from zero. One card number in thirty thousand looks like one. */
final class EngineKeys {

    private static final int PARTITION = 51;
    private static final int MOST_PARTITIONS = 1 << 12;
    /** A hundred thousand a second for a week, or a hundred a second for twenty years. */
    private static final long MOST_KEYS = 1L << 36;

    private EngineKeys() {}

    static boolean isOne(String digits) {
        if (digits.length() > 18) {
            return false;
        }
        long key = Long.parseLong(digits);
        long partition = key >>> PARTITION;
        return partition > 0 && partition < MOST_PARTITIONS && (key & ((1L << PARTITION) - 1)) < MOST_KEYS;
    }
}
