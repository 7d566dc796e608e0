package io.backstitch.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.context.support.WebApplicationContextUtils;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * A request that no door takes: there is nothing at its path, or not by its method. It asks the doors of the server at which the request
 * came in, as that server will itself, so that a door without a rule stays shut and what is no door is not called forbidden.
 */
@Component
class Nowhere implements RequestMatcher {

    private final Map<WebApplicationContext, Collection<HandlerMapping>> doors = new ConcurrentHashMap<>();

    @Override
    public boolean matches(HttpServletRequest request) {
        WebApplicationContext server =
                WebApplicationContextUtils.getRequiredWebApplicationContext(request.getServletContext());
        Object parsed = request.getAttribute(ServletRequestPathUtils.PATH_ATTRIBUTE);
        try {
            if (parsed == null) {
                ServletRequestPathUtils.parseAndCache(request);
            }
            return doors.computeIfAbsent(server, Nowhere::doors).stream().noneMatch(door -> takes(door, request));
        } finally {
            restore(request, parsed);
        }
    }

    private static Collection<HandlerMapping> doors(WebApplicationContext server) {
        return server.getBeansOfType(HandlerMapping.class).values();
    }

    private static boolean takes(HandlerMapping door, HttpServletRequest request) {
        try {
            return door.getHandler(request) != null;
        } catch (HttpRequestMethodNotSupportedException notSo) {
            return false;
        } catch (Exception otherwise) {
            // There is a door, and it has something against this request: that is for those who may pass it to hear.
            return true;
        }
    }

    private static void restore(HttpServletRequest request, @Nullable Object parsed) {
        if (parsed == null) {
            ServletRequestPathUtils.clearParsedRequestPath(request);
        }
    }
}
