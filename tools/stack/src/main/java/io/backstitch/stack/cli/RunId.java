package io.backstitch.stack.cli;

import picocli.CommandLine.ITypeConverter;

/** A run as people copy it: its id as the API has it, or with its process in front, as the audit and the keys of effects have it. */
final class RunId implements ITypeConverter<String> {

    @Override
    public String convert(String text) {
        String stripped = text.strip();
        return stripped.substring(stripped.indexOf('/') + 1);
    }
}
