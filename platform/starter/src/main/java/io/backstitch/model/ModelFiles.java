package io.backstitch.model;

import io.backstitch.check.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** Finds the models on the class path, where the build has put them. */
public final class ModelFiles {

    private static final List<String> PATTERNS =
            List.of("classpath*:processes/**/*.bpmn", "classpath*:processes/**/*.dmn", "classpath*:forms/**/*.form");

    private ModelFiles() {}

    /**
     * All of them, each with its path from {@code processes/} or {@code forms/} on. Of several at one path the first on the class path counts: an application's
     * own comes in place of the platform's, as its limits do in place of those that come with approvals.
     */
    public static List<ModelFile> onClassPath(ResourcePatternResolver resources) throws IOException {
        Map<String, ModelFile> files = new LinkedHashMap<>();
        for (String pattern : PATTERNS) {
            for (Resource resource : resources.getResources(pattern)) {
                String path = path(resource);
                files.putIfAbsent(path, new ModelFile(path, resource.getContentAsByteArray()));
            }
        }
        return List.copyOf(files.values());
    }

    private static String path(Resource resource) throws IOException {
        String url = resource.getURL().toString();
        return url.substring(Math.max(url.lastIndexOf("/processes/"), url.lastIndexOf("/forms/")) + 1);
    }

    static SourceFile source(ModelFile file) {
        return new SourceFile(file.name(), new String(file.content(), StandardCharsets.UTF_8));
    }
}
