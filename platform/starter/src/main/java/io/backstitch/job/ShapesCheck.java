package io.backstitch.job;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says, before this version is deployed, which open runs of another it could not go on with. It needs to read the tables, also as the version before has left
 * them, and nothing else of an installation; no worker is made, and nothing is changed.
 *
 * <p>{@code ShapesCheck JDBC-URL [PACKAGE ...]}, with {@code SPRING_DATASOURCE_USERNAME} and {@code _PASSWORD} in the environment; or {@code ShapesCheck -
 * [PACKAGE ...]}, with the answer of {@code GET /api/effects/shapes} of the application that runs as its input. It ends with 0 when all is read, with
 * 1 when something is not, with 2 when it could not be checked.
 */
public final class ShapesCheck {

    private static final String OURS = "io.backstitch";
    private static final String INPUT = "-";

    private ShapesCheck() {}

    /** Checks, tells, and ends the process. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) {
        if (args.length == 0) {
            System.err.println("ShapesCheck JDBC-URL|- [PACKAGE ...]");
            System.exit(2);
        }
        try {
            Map<String, ShapesOfEffect> effects = ShapesOfEffect.in(packages(args));
            List<String> unread =
                    args[0].equals(INPUT) ? unread(System.in, effects) : unread(database(args[0]), effects);
            System.out.println(
                    unread.isEmpty()
                            ? "This version reads all that open runs hold."
                            : StoredEffects.told(args[0].equals(INPUT) ? "kinds of effects" : "effects", unread));
            System.exit(unread.isEmpty() ? 0 : 1);
        } catch (RuntimeException e) {
            System.err.println("It could not be checked: "
                    + NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            System.exit(2);
        }
    }

    /** A sentence for each effect that these could not go on with. */
    static List<String> unread(DataSource database, Map<String, ShapesOfEffect> effects) {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setReadOnly(true);
        return new StoredEffects(JdbcClient.create(database), transaction, effects).unread();
    }

    /** A sentence for each shape that an application told and that these could not go on with. */
    static List<String> unread(InputStream told, Map<String, ShapesOfEffect> effects) {
        return JsonMapper.shared().readValue(told, HeldShapes.class).unread(effects);
    }

    private static String[] packages(String[] args) {
        return args.length == 1 ? new String[] {OURS} : Arrays.copyOfRange(args, 1, args.length);
    }

    private static DataSource database(String url) {
        return new DriverManagerDataSource(url, fromEnvironment("USERNAME"), fromEnvironment("PASSWORD"));
    }

    private static String fromEnvironment(String what) {
        return Objects.requireNonNullElse(System.getenv("SPRING_DATASOURCE_" + what), "");
    }
}
