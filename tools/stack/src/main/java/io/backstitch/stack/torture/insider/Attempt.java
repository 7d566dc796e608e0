package io.backstitch.stack.torture.insider;

import java.io.IOException;
import java.util.random.RandomGenerator;

/** One way to get what is not theirs. */
interface Attempt {

    Kind kind();

    /**
     * Tries it once.
     *
     * @param random decides all that chance decides
     * @param mark tells this attempt from all others
     * @throws IOException when nobody answers; it may have been taken
     */
    Tried make(RandomGenerator random, String mark) throws IOException, InterruptedException;
}
