package io.backstitch.value;

import tools.jackson.databind.JsonNode;

/** JSON of any form within a request: its texts, and the names of its fields, must be such that can be kept. */
final class Trees {

    private Trees() {}

    static void check(JsonNode tree, String place, Reading reading) {
        if (tree.isString()) {
            checkText(tree.asString(), place, reading);
        } else if (tree.isArray()) {
            for (int i = 0; i < tree.size(); i++) {
                check(tree.get(i), "%s[%d]".formatted(place, i), reading);
            }
        } else if (tree.isObject()) {
            tree.properties().forEach(it -> {
                checkText(it.getKey(), place, reading);
                check(it.getValue(), place + "." + it.getKey(), reading);
            });
        }
    }

    private static void checkText(String text, String place, Reading reading) {
        String fault = Storable.fault(text);
        if (fault != null) {
            reading.add(new Field(place, fault));
        }
    }
}
