package io.backstitch.web;

import io.backstitch.value.Parameters;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.ConditionalGenericConverter;
import org.springframework.core.convert.converter.GenericConverter;

/** Reads all parameters of doors. */
final class ParameterConverter implements ConditionalGenericConverter {

    /** For no pair of types: the description of the API would take for a text whatever is converted from one by name. */
    @Override
    public @Nullable Set<ConvertiblePair> getConvertibleTypes() {
        return null;
    }

    @Override
    public boolean matches(TypeDescriptor from, TypeDescriptor to) {
        return from.getType() == String.class && Parameters.types().contains(to.getObjectType());
    }

    @Override
    public @Nullable Object convert(@Nullable Object text, TypeDescriptor from, TypeDescriptor to) {
        return text == null ? null : Parameters.read((String) text, to.getObjectType());
    }

    /** The same for types for which the framework has converters, in their place. */
    GenericConverter inPlaceOfOthers() {
        return new GenericConverter() {
            @Override
            public Set<ConvertiblePair> getConvertibleTypes() {
                return Parameters.types().stream()
                        .filter(type -> type.getPackageName().startsWith("java."))
                        .map(type -> new ConvertiblePair(String.class, type))
                        .collect(Collectors.toUnmodifiableSet());
            }

            @Override
            public @Nullable Object convert(@Nullable Object text, TypeDescriptor from, TypeDescriptor to) {
                return ParameterConverter.this.convert(text, from, to);
            }
        };
    }
}
