package io.backstitch.auditlog;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts that lie beside the chain, which holds their hashes: what those who decided saw, and the forms through which they decided. The package that keeps
 * them implements it.
 */
public interface KeptBeside {

    /**
     * A text.
     *
     * @param hash SHA-256 in hexadecimal, as it was when the text was kept
     * @param content null when it was erased
     */
    record Kept(String hash, @Nullable String content) {}

    /** What was seen: of these hashes those that there are. */
    List<Kept> seen(Collection<String> hashes);

    /** Schemas of forms: of these hashes those that there are; several where several engines' forms have one content. */
    List<Kept> forms(Collection<String> hashes);
}
