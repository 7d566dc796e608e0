package io.backstitch.auditlog;

import io.backstitch.audit.Hash;
import org.springframework.stereotype.Component;

/** Up to where the chain of this installation goes, for whoever refers to it. */
@Component
public class ChainEnd {

    private final Heads heads;
    private final AuditSettings settings;

    ChainEnd(Heads heads, AuditSettings settings) {
        this.heads = heads;
        this.settings = settings;
    }

    /**
     * An end.
     *
     * @param seq the number of the last entry; 0 when there is none
     * @param hash of that entry
     */
    public record At(long seq, String hash) {}

    /** As it is committed. */
    public At now() {
        return heads.find()
                .map(end -> new At(end.head().seq(), end.head().hash().toString()))
                .orElseGet(() -> new At(0, Hash.ZERO.toString()));
    }

    /** Whose chain it is. */
    public String tenant() {
        return settings.tenant();
    }
}
