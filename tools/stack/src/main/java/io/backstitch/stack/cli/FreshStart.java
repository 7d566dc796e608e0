package io.backstitch.stack.cli;

import io.backstitch.stack.Part;
import io.backstitch.stack.StackFailure;
import io.backstitch.stack.artifact.Trees;
import io.backstitch.stack.lifecycle.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Scanner;

/** Deletes the data of the stack, if the person means it. Distributions and logs stay. */
final class FreshStart {
    private FreshStart() {}

    static boolean agreed(Home home, PrintWriter out) {
        out.printf("This stops the stack and deletes all its runs, tasks, users and mails in %s.%n", data(home));
        out.print("Type yes to go on: ");
        out.flush();
        Scanner answer = new Scanner(System.in, Charset.defaultCharset());
        return answer.hasNextLine() && answer.nextLine().strip().equalsIgnoreCase("yes");
    }

    static void clear(Home home) {
        home.stack(Progress.unheard()).kill(EnumSet.allOf(Part.class));
        try {
            Trees.delete(data(home));
        } catch (IOException e) {
            throw new StackFailure(
                    data(home) + " could not be deleted: " + e.getMessage() + ".", "Check its permissions.", e);
        }
    }

    private static Path data(Home home) {
        return home.folders().state().resolve("data");
    }
}
