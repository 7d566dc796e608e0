package io.backstitch.model;

import io.backstitch.check.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;

/** Finds the models on the class path, where the build has put them. */
public final class ModelFiles {

    private static final List<String> PATTERNS =
            List.of("classpath*:processes/**/*.bpmn", "classpath*:processes/**/*.dmn", "classpath*:forms/**/*.form");

    private ModelFiles() {}

    /** All of them, each with its path from {@code processes/} or {@code forms/} on. */
    public static List<ModelFile> onClassPath(ResourcePatternResolver resources) throws IOException {
        List<ModelFile> files = new ArrayList<>();
        for (String pattern : PATTERNS) {
            for (Resource resource : resources.getResources(pattern)) {
                files.add(new ModelFile(path(resource), resource.getContentAsByteArray()));
            }
        }
        return files;
    }

    private static String path(Resource resource) throws IOException {
        String url = resource.getURL().toString();
        return url.substring(Math.max(url.lastIndexOf("/processes/"), url.lastIndexOf("/forms/")) + 1);
    }

    static SourceFile source(ModelFile file) {
        return new SourceFile(file.name(), new String(file.content(), StandardCharsets.UTF_8));
    }
}
