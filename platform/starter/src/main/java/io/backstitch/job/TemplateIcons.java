package io.backstitch.job;

import io.backstitch.compensation.Recovery;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Small pictures that tell in the palette what kind of step it is. */
final class TemplateIcons {

    static final String UNDO = icon("M7 5 3 9l4 4M3 9h8a4 4 0 0 1 0 8");
    static final String READ =
            icon("M1.5 9s3-5 7.5-5 7.5 5 7.5 5-3 5-7.5 5S1.5 9 1.5 9zM9 7a2 2 0 1 1 0 4 2 2 0 0 1 0-4z");
    static final String SAGA = icon("M2 9h5M7 9a3 3 0 1 1 6 0M16 5 13 9l-4-1");

    static final String MESSAGE = icon("M2 4h14v10H2zM2 4l7 6 7-6");

    private TemplateIcons() {}

    static String of(Recovery recovery) {
        return icon(
                switch (recovery) {
                    case IN_TRANSACTION -> "M3 5c0-2 12-2 12 0v8c0 2-12 2-12 0zM3 5c0 2 12 2 12 0M3 9c0 2 12 2 12 0";
                    case REPEAT_WITH_KEY -> "M9 12a4 4 0 1 1-3-3.5l7-6 2 2-1.5 1.5 1 1-1.5 1.5-1-1L9 9";
                    case REPEATABLE -> "M14 6A6 6 0 0 0 3.5 7M4 12a6 6 0 0 0 10.5-1M14 2v4h-4M4 16v-4h4";
                    case ASK_PARTNER -> "M2 3h14v9H8l-4 4v-4H2zM7 6a2 2 0 1 1 2.5 2v1M9.5 10.5v.1";
                    case ASK_PERSON -> "M9 3a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM3 16c0-7 12-7 12 0";
                });
    }

    private static String icon(String path) {
        String svg = "<svg xmlns='http://www.w3.org/2000/svg' width='18' height='18' viewBox='0 0 18 18'>"
                + "<path d='%s' fill='none' stroke='#22242a' stroke-width='1.5' stroke-linecap='round' stroke-linejoin='round'/></svg>"
                        .formatted(path);
        return "data:image/svg+xml,"
                + URLEncoder.encode(svg, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
