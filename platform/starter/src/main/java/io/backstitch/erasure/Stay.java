package io.backstitch.erasure;

/**
 * Something that an erasure leaves.
 *
 * @param where a table and column, or a place outside
 * @param what it is, for people
 * @param until when it goes, or what it needs for that
 */
record Stay(String where, String what, String until) {}
