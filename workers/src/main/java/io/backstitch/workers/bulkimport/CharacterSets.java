package io.backstitch.workers.bulkimport;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files are in the character set that their sender declares, to the last byte; nothing is guessed, and nothing becomes a question mark. */
final class CharacterSets {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** By the names that HTTP knows them by. */
    private static final Map<String, Charset> KNOWN = Map.of(
            "utf-8", StandardCharsets.UTF_8,
            "us-ascii", StandardCharsets.US_ASCII,
            "iso-8859-1", StandardCharsets.ISO_8859_1,
            "iso-8859-15", Charset.forName("ISO-8859-15"),
            "windows-1252", Charset.forName("windows-1252"),
            "utf-16", StandardCharsets.UTF_16,
            "utf-16le", StandardCharsets.UTF_16LE,
            "utf-16be", StandardCharsets.UTF_16BE);

    private CharacterSets() {}

    static String text(byte[] file, @Nullable String declared) throws BadFile {
        String name = declared == null ? "utf-8" : declared.toLowerCase(Locale.ROOT);
        Charset charset = KNOWN.get(name);
        if (charset == null) {
            throw new BadFile(BadFile.Fault.ofFile(
                    "declares a character set that is not taken here; send it in UTF-8, or declare one of "
                            + String.join(", ", KNOWN.keySet().stream().sorted().toList())));
        }
        if (!charset.equals(StandardCharsets.UTF_8) && beginsAsUtf8(file)) {
            throw new BadFile(BadFile.Fault.ofFile("begins as UTF-8, and declares another character set"));
        }
        return decoded(file, charset, declared);
    }

    private static boolean beginsAsUtf8(byte[] file) {
        return file.length > 2 && file[0] == (byte) 0xEF && file[1] == (byte) 0xBB && file[2] == (byte) 0xBF;
    }

    private static String decoded(byte[] file, Charset charset, @Nullable String declared) throws BadFile {
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(file)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadFile(BadFile.Fault.ofFile(
                    declared == null
                            ? "is not UTF-8; write it in that, or declare its character set"
                            : "is not in the character set that it declares, " + charset.name()));
        }
    }
}
