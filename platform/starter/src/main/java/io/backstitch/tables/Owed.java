package io.backstitch.tables;

/**
 * What is to be done yet about a run that has ended.
 *
 * @param when SQL over a row {@code it} of the saga, from the code and never from outside
 * @param what for people: why the run stays
 */
public record Owed(String when, String what) {}
