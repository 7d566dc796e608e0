package io.backstitch.stack.cli;

import io.backstitch.stack.StackFailure;
import io.backstitch.stack.demo.Login;
import io.backstitch.stack.demo.Places;
import io.backstitch.stack.operator.OperatorApi;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the application is and who asks. With nothing said it is the embedded stack of this working copy, and its demo
 * operator asks; elsewhere neither a working copy nor a stack is needed, but a token.
 */
final class Operator {

    private static final String URL = "BACKSTITCH_URL";
    private static final String TOKEN = "BACKSTITCH_TOKEN";

    private final Map<String, String> environment;
    private final Supplier<Places> embedded;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the application is. Default: the environment variable " + URL
                    + ", or the embedded stack. Elsewhere than there, " + TOKEN + " holds the access token.")
    private @Nullable String url;

    Operator() {
        this(System.getenv(), () -> Places.of(Home.find().ports()));
    }

    Operator(Map<String, String> environment, Supplier<Places> embedded) {
        this.environment = environment;
        this.embedded = embedded;
    }

    OperatorApi api() {
        return api("operator");
    }

    /** The same; at the embedded stack its demo auditor asks. */
    OperatorApi auditorApi() {
        return api("auditor");
    }

    /** The same; at the embedded stack its demo privacy officer asks. */
    OperatorApi privacyApi() {
        return api("privacy");
    }

    /**
     * The same; at the embedded stack this demo user asks.
     *
     * @param demoUser null: nobody was named; then it is the demo's operator there, and whose token it is elsewhere
     * @throws StackFailure when a user is named, and a token says already who asks
     */
    OperatorApi apiAs(@Nullable String demoUser) {
        if (demoUser != null && (address() != null || hasToken())) {
            throw new StackFailure(
                    "'%s' is a user of the embedded stack's demo, but %s says who asks.".formatted(demoUser, TOKEN),
                    "Leave out --as, or unset %s and %s and ask the embedded stack.".formatted(URL, TOKEN));
        }
        return demoUser == null ? api() : api(demoUser);
    }

    /** A new token of a demo user at the embedded stack. */
    Login.Issued issue(String demoUser) {
        String elsewhere = address();
        if (elsewhere != null) {
            throw new StackFailure(
                    "Only the embedded stack's demo users have tokens here, and %s names another application."
                            .formatted(elsewhere),
                    "Ask the realm of that application for one, or unset %s.".formatted(URL));
        }
        return new Login(embedded.get().keycloak(), demoUser, Clock.systemUTC()).issue();
    }

    /** Whether it is the embedded stack that is asked. */
    boolean isEmbedded() {
        return address() == null;
    }

    private @Nullable String address() {
        return url == null ? environment.get(URL) : url;
    }

    private boolean hasToken() {
        return !environment.getOrDefault(TOKEN, "").isBlank();
    }

    /** That of the application at this address, whatever the environment names. */
    OperatorApi at(String address) {
        url = address;
        return api();
    }

    private OperatorApi api(String demoUser) {
        String elsewhere = address();
        String token = environment.getOrDefault(TOKEN, "");
        if (elsewhere == null) {
            Places places = embedded.get();
            Login demo = new Login(places.keycloak(), demoUser, Clock.systemUTC());
            return new OperatorApi(places.application(), token.isBlank() ? demo::token : () -> token);
        }
        URI application = address(elsewhere);
        if (token.isBlank()) {
            throw new StackFailure(
                    "There is no access token for %s.".formatted(application),
                    "Set %s to one with the roles run-viewer and run-operator; for the audit, auditor; to erase a person, privacy-officer."
                            .formatted(TOKEN));
        }
        return new OperatorApi(application, () -> token);
    }

    private static URI address(String text) {
        if (text.matches("https?://[^/\\s]+\\S*")) {
            return URI.create(text.replaceFirst("/+$", ""));
        }
        throw new StackFailure(
                "'%s' is not the address of an application.".formatted(text),
                "Give %s or --url as in https://backstitch.example.org".formatted(URL));
    }
}
