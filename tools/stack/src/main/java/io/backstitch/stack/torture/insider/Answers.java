package io.backstitch.stack.torture.insider;

import io.backstitch.stack.demo.Reply;
import io.backstitch.stack.torture.insider.Tried.Reception;
import java.util.Set;

/** What an answer means to an insider. */
final class Answers {
    /** Nobody was there who could say anything. */
    private static final Set<Integer> AWAY = Set.of(408, 429, 502, 503, 504);

    private static final Set<Integer> GONE = Set.of(404, 409);

    private Answers() {}

    /** @param ok what a yes means */
    static Reception refusedUnlessOk(Reply reply, Reception ok) {
        if (reply.isOk()) {
            return ok;
        }
        return AWAY.contains(reply.status()) ? Reception.LOST : Reception.REFUSED;
    }

    /** Of something that others may have ended meanwhile. */
    static Reception missedIfGone(Reply reply) {
        return GONE.contains(reply.status()) ? Reception.MISSED : refusedUnlessOk(reply, Reception.TAKEN);
    }
}
