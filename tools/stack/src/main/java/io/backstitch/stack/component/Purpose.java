package io.backstitch.stack.component;

/** What a stack is there for, as far as its servers have to know. */
public enum Purpose {
    /** People try it, and keep what they have done. */
    USE,
    /**
     * Tests: the engine's clock can be moved, the database has room for the clients of many, and nothing waits for the disk. What tests kill
     * are processes, and what a process has written is there when it is gone.
     */
    TESTS,
    /** Measuring: as for tests, but servers wait for the disk as they do in production. */
    MEASURING;

    boolean isUse() {
        return this == USE;
    }

    boolean waitsForDisk() {
        return this != TESTS;
    }
}
