package io.backstitch.stack.component;

import io.backstitch.stack.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * With what the engine's exporter signs its records, so that the application believes no others: made at the first start of either. A
 * person's own, from the environment, comes first. For machines of developers only.
 */
public final class RecordsKey {
    static final String OF_EXPORTER = "BACKSTITCH_RECORDS_KEY";
    static final String OF_APPLICATION = "BACKSTITCH_RECORDS_KEYS";
    private static final int BYTES = 32;
    private static final int DIGITS = 8;

    private RecordsKey() {}

    /** From the next start on, another instance believes the same records. */
    public static void share(Site first, Site second) {
        try {
            kept(first).make();
            kept(second).replace(kept(first).value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void make(Site site) throws IOException {
        kept(site).make();
    }

    /** The one that signs; empty when neither has ever been started. */
    static String ofExporter(Site site) {
        return System.getenv().getOrDefault(OF_EXPORTER, kept(site).value());
    }

    /** Those that are believed, with commas between. */
    static String ofApplication(Site site) {
        return System.getenv().getOrDefault(OF_APPLICATION, ofExporter(site));
    }

    /** Who runs with another key is another launch; tells nothing about the key. */
    static String feature(String keys) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(keys.getBytes(StandardCharsets.UTF_8));
            return "records' key " + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeptSecret kept(Site site) {
        return new KeptSecret(site.data(Part.APPLICATION).resolve("records.key"), RecordsKey::fresh);
    }

    private static String fresh() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
