package io.backstitch.stack.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is on record about an expense report, as the application tells it, with the form that approvers really see; some of it was tampered with. */
final class Story {

    private static final Path FORM = Path.of("../../forms/expense/approve.form");

    private Story() {}

    static ObjectNode read() {
        try (InputStream story = Objects.requireNonNull(Story.class.getResourceAsStream("story.json"))) {
            JsonNode audit = JsonMapper.shared().readTree(new String(story.readAllBytes(), StandardCharsets.UTF_8));
            ((ObjectNode) audit.path("forms").path(0))
                    .set("schema", JsonMapper.shared().readTree(Files.readString(FORM)));
            return (ObjectNode) audit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
