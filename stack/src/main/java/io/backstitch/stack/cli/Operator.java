package io.backstitch.stack.cli;

import io.backstitch.stack.demo.Login;
import io.backstitch.stack.demo.Places;
import io.backstitch.stack.operator.OperatorApi;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the application is and who asks: the embedded stack and its demo operator unless something else is said. */
final class Operator {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the application is. Default: BACKSTITCH_URL, or the embedded stack.")
    private @Nullable URI url;

    OperatorApi api() {
        Places places = Places.of(Home.find().ports());
        return OperatorApi.of(
                application(places),
                System.getenv().getOrDefault("BACKSTITCH_TOKEN", ""),
                new Login(places.keycloak(), Clock.systemUTC()));
    }

    private URI application(Places places) {
        String elsewhere = System.getenv("BACKSTITCH_URL");
        if (url != null) {
            return url;
        }
        return elsewhere == null ? places.application() : URI.create(elsewhere);
    }
}
