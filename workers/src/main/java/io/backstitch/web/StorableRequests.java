package io.backstitch.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateDeserializer;
import tools.jackson.databind.module.SimpleModule;

/** Refuses what is not {@link Storable}, and card numbers, where they come in: in the fields of a body, and in the parameters of an address. */
@Configuration(proxyBeanMethods = false)
class StorableRequests implements WebMvcConfigurer {

    @Bean
    JsonMapperBuilderCustomizer storableValues() {
        return builder -> builder.addModule(new SimpleModule("storable-values")
                .addDeserializer(String.class, new Checked<>(String.class, StringDeserializer.instance) {
                    @Override
                    @Nullable
                    String fault(JsonParser parser, String text) {
                        String fault = Storable.fault(text);
                        return fault == null ? CardFields.fault(parser.streamReadContext(), text) : fault;
                    }
                })
                .addDeserializer(Instant.class, new Checked<>(Instant.class, InstantDeserializer.INSTANT) {
                    @Override
                    @Nullable
                    String fault(JsonParser parser, Instant time) {
                        return Storable.fault(time);
                    }
                })
                .addDeserializer(LocalDate.class, new Checked<>(LocalDate.class, LocalDateDeserializer.INSTANCE) {
                    @Override
                    @Nullable
                    String fault(JsonParser parser, LocalDate date) {
                        return Storable.fault(date);
                    }
                }));
    }

    private abstract static class Checked<T> extends ValueDeserializer<T> {

        private final Class<T> type;
        private final ValueDeserializer<T> reading;

        Checked(Class<T> type, ValueDeserializer<T> reading) {
            this.type = type;
            this.reading = reading;
        }

        abstract @Nullable String fault(JsonParser parser, T value);

        @Override
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context) {
            T value = reading.deserialize(parser, context);
            String fault = value == null ? null : fault(parser, value);
            if (fault != null) {
                throw new UnstorableValue(parser, fault, type);
            }
            return value;
        }
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(new Converter<String, Instant>() {
            @Override
            public Instant convert(String text) {
                Instant time = Instant.parse(text);
                String fault = Storable.fault(time);
                if (fault != null) {
                    throw new IllegalArgumentException(fault);
                }
                return time;
            }
        });
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new StrictRequests());
        registry.addInterceptor(new HandlerInterceptor() {
            @Override
            public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                requireStorable(request.getQueryString());
                return true;
            }
        });
    }

    private static void requireStorable(@Nullable String query) {
        if (query != null && query.contains("%00")) {
            String name = Arrays.stream(query.split("&", -1))
                    .filter(parameter -> parameter.contains("%00"))
                    .map(parameter -> URLDecoder.decode(parameter.split("=", 2)[0], StandardCharsets.UTF_8))
                    .findFirst()
                    .orElse("A parameter");
            throw new Problem(
                    HttpStatus.BAD_REQUEST,
                    "%s has the character U+0000, which cannot be kept; leave it out".formatted(name));
        }
    }
}
