package io.backstitch.stack.torture;

import java.util.Map;

/**
 * What a torture was, and its tally.
 *
 * @param number in the names and keys of its runs
 * @param seconds how long requests came and parts died
 * @param kills how often each part was killed
 * @param pauses how often each part stood still for some seconds
 * @param settled whether every run ended, or came to wait for a person, in the time that was given
 */
public record TortureReport(
        long seed,
        String number,
        long seconds,
        double rate,
        boolean deduplicates,
        Map<Killable, Integer> kills,
        Map<Killable, Integer> pauses,
        boolean settled,
        Tally tally) {}
