package io.backstitch.stack.torture;

import io.backstitch.stack.Part;
import io.backstitch.stack.Port;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.component.Postgres;
import io.backstitch.stack.component.Site;
import io.backstitch.stack.lifecycle.PartState;
import io.backstitch.stack.lifecycle.Progress;
import io.backstitch.stack.lifecycle.Stack;
import io.backstitch.stack.process.PortOwner;
import io.backstitch.stack.process.Run;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Torture is for the embedded stack of this working copy and nothing else: every part must run, as the process that this stack has
 * started, on the ports that it knows.
 */
final class Preconditions {
    private Preconditions() {}

    /** @throws StackFailure with what is missing and what to do */
    static void require(Site site) {
        Stack stack = new Stack(site, Progress.unheard());
        for (Part part : Part.values()) {
            requireReady(stack, part);
            Run run = stack.aliveRun(part).orElseThrow(() -> notOurs(part));
            Port.of(part).forEach(port -> requireOurs(site, run, port));
        }
        requireDurable(stack.component(Part.POSTGRES).url());
    }

    private static void requireReady(Stack stack, Part part) {
        PartState state = stack.state(part);
        if (state.state() != PartState.State.READY) {
            throw new StackFailure(
                    "There is nothing to torture: %s is %s."
                            .formatted(part.label(), state.state().label()),
                    "Start the embedded stack first: ./backstitch up");
        }
    }

    /** Where the system does not tell who listens, the process that was started is believed. */
    private static void requireOurs(Site site, Run run, Port port) {
        int number = site.ports().of(port);
        boolean others =
                PortOwner.find(number).filter(owner -> owner.pid() != run.pid()).isPresent();
        if (others || run.ports().getOrDefault(port, number) != number) {
            throw notOurs(run.part());
        }
    }

    private static StackFailure notOurs(Part part) {
        return new StackFailure(
                "What listens on the ports of %s is not the embedded stack of this working copy."
                        .formatted(part.label()),
                "Torture kills processes and is for that stack only: see ./backstitch status.");
    }

    /** A database that forgets what it has confirmed makes every finding worthless. */
    private static void requireDurable(String url) {
        try (Connection connection = DriverManager.getConnection(url, Postgres.USER, Postgres.PASSWORD);
                Statement statement = connection.createStatement()) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                try (ResultSet row = statement.executeQuery("show " + setting)) {
                    if (!row.next() || !row.getString(1).equals("on")) {
                        throw new StackFailure(
                                "PostgreSQL runs with %s off: what it confirms does not survive a kill."
                                        .formatted(setting),
                                "Take that setting away, and run ./backstitch down and up.");
                    }
                }
            }
        } catch (SQLException e) {
            throw new StackFailure(
                    "PostgreSQL does not answer: " + e.getMessage() + ".", "See ./backstitch status.", e);
        }
    }
}
