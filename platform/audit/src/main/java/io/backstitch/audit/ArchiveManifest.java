package io.backstitch.audit;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The files of an archive, as its manifest lists them. */
record ArchiveManifest(List<File> files) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** One file. */
    record File(String name, String sha256) {
        File {
            ArchiveOnRecord.requireName(name);
        }
    }

    /** @throws Malformed when it is no manifest */
    static ArchiveManifest read(byte[] content) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), content)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean files = "files".equals(parser.currentName());
                parser.nextToken();
                if (files) {
                    return new ArchiveManifest(files(parser));
                }
                parser.skipChildren();
            }
        } catch (JacksonException e) {
            throw new Malformed(e.getOriginalMessage());
        }
        throw new Malformed("it names no files");
    }

    private static List<File> files(JsonParser parser) {
        List<File> files = new ArrayList<>();
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            files.add(file(parser));
        }
        return List.copyOf(files);
    }

    private static File file(JsonParser parser) {
        String name = "";
        String sha256 = "";
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            if ("name".equals(field)) {
                name = parser.getString();
            } else if ("sha256".equals(field)) {
                sha256 = parser.getString();
            }
            parser.skipChildren();
        }
        return new File(name, sha256);
    }
}
