package io.backstitch.intervention;

import java.util.Map;

/**
 * Something was changed in the engine by a command.
 *
 * @param target the key by which a command of ours would be known
 * @param scope the process instance, or an element instance in it
 * @param details for the audit: ids, keys and names, never values
 */
record Change(What what, long target, long scope, Map<String, Object> details) {

    enum What {
        CANCELLED("cancelled"),
        MODIFIED("modified"),
        MIGRATED("migrated"),
        VARIABLES_SET("variables-set"),
        INCIDENT_RESOLVED("incident-resolved");

        private final String word;

        What(String word) {
            this.word = word;
        }

        /** As the audit names it. */
        String word() {
            return word;
        }
    }
}
