package io.backstitch.stack.demo;

import java.io.PrintWriter;

/** Tells a person where to look, whom to log in as, and what to do by hand. */
record WhereToLook(Places places) {
    private static final String FORMAT = "  %-9s %-48s %s%n";

    void print(Story waiting, String waitingRun, PrintWriter out) {
        out.println("Where to look");
        out.printf(FORMAT, "Tasklist", places.tasklist(), "log in as reviewer / demo: a task waits for you");
        out.printf(FORMAT, "Operate", places.operate(), "log in as operator / demo: every run, with its path");
        out.printf(FORMAT, "Mails", places.sandbox().resolve("/mail/messages"), "what customers and reviewers got");
        out.printf(
                FORMAT,
                "Payments",
                places.sandbox().resolve("/payments/record"),
                "what was done to the partner: each key once");
        out.println();
        out.println("What to do next");
        out.printf(
                "  1. Open Tasklist as reviewer, and the newest task 'Decide': it is about '%s'.%n",
                waiting.request().customer());
        out.println("  2. Press 'Assign to me', approve or reject, write a reason, press 'Complete Task'.");
        out.printf("  3. ./backstitch demo --watch %s%n", waitingRun);
        out.println("     Approved, the card is charged and the customer onboarded; rejected, all is undone.");
    }
}
