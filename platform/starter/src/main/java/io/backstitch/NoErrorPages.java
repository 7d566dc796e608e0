package io.backstitch;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/**
 * Leaves out the framework's own page of errors: they have one form, that of {@link io.backstitch.web.Problem}. A filter, since a setting of the application
 * would replace one of ours.
 */
class NoErrorPages implements AutoConfigurationImportFilter {

    private static final String ERROR_PAGES =
            "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration";

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[configurations.length];
        for (int i = 0; i < configurations.length; i++) {
            kept[i] = !ERROR_PAGES.equals(configurations[i]);
        }
        return kept;
    }
}
