package io.backstitch.web;

import java.io.IOException;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.Pipeline;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives every failure that nobody else has answered a body of problem details (RFC 9457): what the server refuses before any of our code sees it,
 * what a filter throws, and what only has a status. It stands in place of the server's pages and of the framework's own error document, so
 * that there is one form and one place. What went wrong stands in the server's log and is no business of the caller.
 */
@Component
class ProblemReports implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private static final Logger log = LoggerFactory.getLogger(ProblemReports.class);

    private final JsonMapper json;

    ProblemReports(JsonMapper json) {
        this.json = json;
    }

    /** After the framework's, and within {@link BodyLimits}, which has the last word on a body. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 1;
    }

    @Override
    public void customize(TomcatServletWebServerFactory tomcat) {
        tomcat.addEngineValves(new Reporting());
        tomcat.addContextCustomizers(ProblemReports::dropOtherReports);
    }

    private static void dropOtherReports(Context context) {
        Stream.of(context.findErrorPages()).forEach(context::removeErrorPage);
        StandardHost host = (StandardHost) context.getParent();
        host.setErrorReportValveClass("");
        Pipeline pipeline = host.getPipeline();
        Stream.of(pipeline.getValves())
                .filter(ErrorReportValve.class::isInstance)
                .forEach(pipeline::removeValve);
    }

    private final class Reporting extends ErrorReportValve {

        @Override
        protected void report(Request request, Response response, @Nullable Throwable failure) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0) {
                return;
            }
            try {
                write(response, problem(response.getStatus()));
            } catch (IOException gone) {
                log.debug("Nobody was there any more to hear of a failure", gone);
            }
        }
    }

    private void write(Response response, ProblemDetail problem) throws IOException {
        byte[] body = json.writeValueAsBytes(problem);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static ProblemDetail problem(int status) {
        return ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), Sentences.of(status));
    }
}
