package io.backstitch.audit;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What an entry says of an archive of runs.
 *
 * @param seq the number of the entry
 * @param line of the export
 * @param name by which the files of the archive are called
 * @param folder in which they are: that of the process
 * @param manifest the SHA-256 of the manifest
 */
record ArchiveOnRecord(long seq, long line, String name, String folder, String manifest) {

    static final String KIND = "runs.archived";
    private static final JsonFactory FACTORY = new JsonFactory();

    ArchiveOnRecord {
        requireName(name);
        requireName(folder);
    }

    /** A name leads nowhere else. */
    static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}")) {
            throw new Malformed("\"%s\" is no name of a file".formatted(name));
        }
    }

    /** @throws Malformed when it is not what such an entry holds */
    static ArchiveOnRecord read(long line, EntryFields entry, byte[] bytes) {
        String body = new String(bytes, entry.bodyFrom(), entry.bodyTo() - entry.bodyFrom(), StandardCharsets.UTF_8);
        Map<String, String> texts = texts(body);
        return new ArchiveOnRecord(
                entry.seq(),
                line,
                texts.getOrDefault("archive", ""),
                texts.getOrDefault("process", ""),
                texts.getOrDefault("manifest", ""));
    }

    private static Map<String, String> texts(String body) {
        Map<String, String> texts = new HashMap<>();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() == JsonToken.VALUE_STRING) {
                    texts.put(name, parser.getString());
                }
                parser.skipChildren();
            }
        }
        return texts;
    }
}
