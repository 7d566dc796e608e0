package io.backstitch.retention;

import org.springframework.context.ApplicationContext;

/** For tests of other packages, with {@code io.backstitch.retention} in their context. */
public final class RetentionByHand {

    private RetentionByHand() {}

    /** Archives all that is due; returns how many runs. */
    public static int archive(ApplicationContext application) {
        return application.getBean(Retention.class).archiveAll();
    }

    /** Forgets what need not be remembered. */
    public static void forget(ApplicationContext application) {
        application.getBean(Leftovers.class).takeAway();
    }
}
