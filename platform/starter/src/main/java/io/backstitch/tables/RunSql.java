package io.backstitch.tables;

/** Conditions over runs; the name of a saga is SQL, too. */
public final class RunSql {

    private RunSql() {}

    /** Whether the run with this name goes on. */
    public static String goesOn(String saga) {
        return "EXISTS (SELECT FROM saga WHERE saga.id = %s AND saga.ended_at IS NULL)".formatted(saga);
    }

    /** Whether the run has not ended, which may also not have begun. */
    public static String hasNotEnded(String saga) {
        return "NOT EXISTS (SELECT FROM saga WHERE saga.id = %s AND saga.ended_at IS NOT NULL)".formatted(saga);
    }
}
