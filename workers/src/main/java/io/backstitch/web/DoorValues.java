package io.backstitch.web;

import io.backstitch.value.BadValue;
import io.backstitch.value.Storable;
import io.backstitch.value.Times;
import io.backstitch.value.ValueModule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.time.YearMonth;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** One vocabulary for all doors: in the bodies of requests, and by the same rules in their addresses. */
@Configuration(proxyBeanMethods = false)
class DoorValues implements WebMvcConfigurer {

    private static final int YEARS = 100;

    @Bean
    JsonMapperBuilderCustomizer valuesInBodies() {
        return ValueModule::use;
    }

    /** What is long ago, the application's clock says. */
    @Bean
    ValidationConfigurationCustomizer clockOfTheRules(ObjectProvider<Clock> clocks) {
        return rules -> clocks.ifAvailable(clock -> rules.clockProvider(() -> clock));
    }

    @Override
    public void addFormatters(FormatterRegistry registry) {
        // Each is a class of its own: a lambda does not say what it converts.
        registry.addConverter(new Converter<String, Instant>() {
            @Override
            public Instant convert(String text) {
                return Times.instant(text);
            }
        });
        registry.addConverter(new Converter<String, Duration>() {
            @Override
            public Duration convert(String text) {
                return Times.duration(text);
            }
        });
        registry.addConverter(new Converter<String, YearMonth>() {
            @Override
            public YearMonth convert(String text) {
                return month(text);
            }
        });
    }

    private static YearMonth month(String text) {
        YearMonth month = YearMonth.parse(text);
        if (Math.abs(month.getYear() - Year.of(2000).getValue()) > YEARS) {
            throw new BadValue("must be a month of our time");
        }
        return month;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new StrictRequests());
        registry.addInterceptor(new HandlerInterceptor() {
            @Override
            public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                requireTexts(request.getQueryString());
                return true;
            }
        });
    }

    /** A server puts a question mark where bytes are no text, and something else would be asked for. */
    private static void requireTexts(@Nullable String query) {
        if (query == null) {
            return;
        }
        for (String parameter : query.split("&", -1)) {
            String fault = fault(parameter);
            if (fault != null) {
                String name = parameter.split("=", 2)[0];
                throw new Problem(
                        HttpStatus.BAD_REQUEST,
                        "%s %s".formatted(name.matches("[A-Za-z0-9_.-]{1,50}") ? name : "A parameter", fault));
            }
        }
    }

    private static @Nullable String fault(String parameter) {
        try {
            return Storable.fault(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(parameter))));
        } catch (CharacterCodingException | IllegalArgumentException e) {
            return "is no text in UTF-8, written with percent signs";
        }
    }

    private static byte[] bytes(String parameter) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < parameter.length(); i++) {
            char it = parameter.charAt(i);
            if (it == '%') {
                bytes.writeBytes(HexFormat.of().parseHex(parameter, i + 1, i + 3));
                i += 2;
            } else {
                bytes.write(it);
            }
        }
        return bytes.toByteArray();
    }
}
