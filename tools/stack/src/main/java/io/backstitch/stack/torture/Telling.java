package io.backstitch.stack.torture;

/** Hears how a torture goes; called by several threads at the same time. */
public interface Telling {
    /** Something has happened: a kill, a recovery. */
    void event(String what);

    /** How it stands now; replaces what was told before. */
    void status(String line);
}
