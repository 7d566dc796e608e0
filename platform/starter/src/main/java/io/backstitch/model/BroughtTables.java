package io.backstitch.model;

import io.backstitch.check.DecisionRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** The decision tables that this application brings, read without the engine, which may be away when somebody asks. */
public final class BroughtTables {

    private final Map<String, DecisionRows> tables = new HashMap<>();

    private BroughtTables(Iterable<ModelFile> files) {
        for (ModelFile file : files) {
            if (file.name().endsWith(".dmn")) {
                tables.putAll(DecisionRows.of(new String(file.content(), StandardCharsets.UTF_8)));
            }
        }
    }

    /** Those on the class path. */
    public static BroughtTables onClassPath() {
        try {
            return new BroughtTables(ModelFiles.onClassPath(new PathMatchingResourcePatternResolver()));
        } catch (IOException e) {
            throw new IllegalStateException("The decision tables cannot be read", e);
        }
    }

    public boolean has(String decision) {
        return tables.containsKey(decision);
    }

    /** Whether a row of the table may fit, as {@link DecisionRows#mayFit} has it; of a table that is not there nobody knows. */
    public boolean mayFit(String decision, Map<String, String> texts) {
        DecisionRows rows = tables.get(decision);
        return rows == null || rows.mayFit(texts);
    }
}
