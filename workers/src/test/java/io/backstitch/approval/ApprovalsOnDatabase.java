package io.backstitch.approval;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes approvals that wait for people, as their process and the engine's records leave them. */
final class ApprovalsOnDatabase {

    private final JdbcClient jdbc;

    ApprovalsOnDatabase(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Opens some, each with one seat and its task.
     *
     * @param first the number of the first
     * @param groups who are asked, as an array of PostgreSQL with {@code n} for the number
     * @param users the same of users
     * @param userIds the same of their ids
     */
    void open(long first, int count, String groups, String users, String userIds) {
        each("""
                INSERT INTO approval (id, run, kind, subject, form, requester, amount, currency, proposal, editable, limits, level, seats, needed,
                    first_rejection_ends, opened_at)
                SELECT n, 'expense/e' || n, 'expense', 'Taxi ' || n, 'expense.approve', 'employee', 10000, 'EUR',
                    jsonb_build_object('purpose', 'Taxi ' || n, 'amount', 100, 'items', repeat('x', 500)), '{amount}',
                    '[{"group": "managers", "limit": 50000}]', 1, 1, 1, true, now() + n * interval '1 ms'
                """, first, count);
        each(
                "INSERT INTO approval_seat (approval, level, seat, groups, users, user_ids) SELECT n, 1, 1, %s, %s, %s"
                        .formatted(groups, users, userIds),
                first,
                count);
        each("""
                INSERT INTO approval_task (element_instance_key, approval, level, seat, seen, note, opened_at)
                SELECT n, n, 1, 1, 'seen', '', now()
                """, first, count);
        each("""
                INSERT INTO user_task (user_task_key, element_instance_key, process_instance_key, process, element, state, partition, position, created_at)
                SELECT n, n, n, 'approval', 'Task_Decide', 'CREATED', 1, n, now()
                """, first, count);
    }

    private void each(String select, long first, int count) {
        jdbc.sql(select + " FROM generate_series(?::bigint, ?::bigint) AS n")
                .params(first, first + count - 1)
                .update();
    }
}
