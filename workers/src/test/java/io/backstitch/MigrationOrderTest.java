package io.backstitch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The tables of the last version come up with this one: its migrations are all there, and new ones come behind them. One that comes between would be
 * refused at the start, where the others have been applied.
 */
class MigrationOrderTest {

    @Test
    void newMigrationsComeBehindThoseOfTheLastVersion() throws IOException {
        List<String> before = new ClassPathResource("io/backstitch/migrations-of-the-last-version.txt")
                .getContentAsString(UTF_8)
                .lines()
                .toList();
        MigrationVersion last = before.stream()
                .map(MigrationOrderTest::version)
                .max(MigrationVersion::compareTo)
                .orElseThrow();

        List<String> now = Stream.of(
                        new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/**/V*.sql"))
                .map(Resource::getFilename)
                .map(String::valueOf)
                .toList();

        assertThat(now).doesNotHaveDuplicates().containsAll(before);
        assertThat(now)
                .filteredOn(name -> !before.contains(name))
                .allSatisfy(name -> assertThat(version(name)).isGreaterThan(last));
    }

    private static MigrationVersion version(String file) {
        return MigrationVersion.fromVersion(file.substring(1, file.indexOf("__")));
    }
}
