package io.backstitch.web;

import io.backstitch.value.Storable;
import io.backstitch.value.ValueModule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** One vocabulary for all doors: in the bodies of requests, and by the same rules in their addresses. */
@Configuration(proxyBeanMethods = false)
class DoorValues implements WebMvcConfigurer {

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
        ParameterConverter parameters = new ParameterConverter();
        registry.addConverter(parameters);
        registry.addConverter(parameters.inPlaceOfOthers());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
            @Override
            public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                requireTexts(request.getQueryString());
                return true;
            }
        });
        registry.addInterceptor(new StrictRequests());
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
                throw Problem.ofParameter(name.matches("[A-Za-z0-9_.-]{1,50}") ? name : "A parameter", fault);
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
