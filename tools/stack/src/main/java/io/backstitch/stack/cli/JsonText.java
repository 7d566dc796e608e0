package io.backstitch.stack.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** JSON as it is given, or as it stands in the file behind {@code @}. It is sent as it was written: no number is read and written anew. */
final class JsonText implements ITypeConverter<String> {

    @Override
    public String convert(String given) {
        String text = given.startsWith("@") ? read(given.substring(1)) : given;
        try {
            JsonMapper.shared().readTree(text);
            return text;
        } catch (JacksonException e) {
            throw new TypeConversionException("it is no JSON: " + e.getOriginalMessage());
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new TypeConversionException("the file %s cannot be read as text".formatted(file));
        }
    }
}
