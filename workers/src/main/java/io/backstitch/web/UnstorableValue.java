package io.backstitch.web;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.exc.MismatchedInputException;

/** A value in a request that the database cannot keep. The message is the rest of a sentence that begins with its field. */
public final class UnstorableValue extends MismatchedInputException {

    private static final long serialVersionUID = 1L;

    UnstorableValue(JsonParser parser, String fault, Class<?> type) {
        super(parser, fault, type);
    }
}
