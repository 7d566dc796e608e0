package io.backstitch.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstitch.job.BadDeclaration;
import io.backstitch.logs.CapturedLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Import;

/** Why the application does not start is told first: a sentence that says what is wrong, another that says what to do, and no stack trace. */
@ExtendWith(CapturedLog.Extension.class)
class StartRefusedTest {

    @Import({Above.class, Between.class, WronglyDeclared.class})
    static class Deep {}

    /** Needs what is refused, so that it lies deep. */
    static class Above {
        Above(Between between) {}
    }

    static class Between {
        Between(WronglyDeclared worker) {}
    }

    static class WronglyDeclared {
        WronglyDeclared() {
            throw new BadDeclaration(WronglyDeclared.class, "declares no recovery");
        }
    }

    static class Refusing implements SmartInitializingSingleton {
        @Override
        public void afterSingletonsInstantiated() {
            throw new StartRefused("Two open runs hold what nobody reads.", "Declare an upgrade.");
        }
    }

    @ConfigurationProperties("start-refused.lane")
    record Lane(
            @DefaultValue("1") int threads, @DefaultValue Inner inner) {
        record Inner(@DefaultValue("1") int places) {
            Inner {
                if (places < 1) {
                    throw new IllegalArgumentException(
                            "start-refused.lane.inner.places is %d: 1 at least".formatted(places));
                }
            }
        }

        Lane {
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
            }
        }
    }

    @EnableConfigurationProperties(Lane.class)
    static class Lanes {}

    @ConfigurationProperties("start-refused.shop")
    record Shop(String baseUrl, @Nullable String note, String clientSecret) {}

    @EnableConfigurationProperties(Shop.class)
    @Import(MissingSettings.class)
    static class Shops {}

    @ImportAutoConfiguration(PropertyPlaceholderAutoConfiguration.class)
    static class Client {
        Client(@Value("${start-refused.bank.base-url}") String url) {}
    }

    static class Contradicting {
        Contradicting() {
            throw new IllegalStateException("start-refused.a and start-refused.b contradict each other");
        }
    }

    static class Buggy {
        Buggy() {
            throw new IllegalStateException("a bug of StartRefusedTest", new NullPointerException("its cause"));
        }
    }

    static class LibraryIsBuggy {
        LibraryIsBuggy() {
            java.util.Objects.checkIndex(3, 2);
            throw new AssertionError();
        }
    }

    @Test
    void aWrongDeclarationIsToldFirstHoweverDeepItLies(CapturedLog log) {
        refused(Deep.class);

        assertThat(told(log))
                .startsWith("The worker " + WronglyDeclared.class.getName() + " declares no recovery.")
                .contains("Action:\n\nMend this class, or the setting that it names, and start again")
                .doesNotContain("UnsatisfiedDependency", "\tat ");
    }

    @Test
    void soIsWhatIsFoundOnceAllIsMade(CapturedLog log) {
        refused(Refusing.class);

        assertThat(told(log))
                .startsWith("Two open runs hold what nobody reads.")
                .contains("Action:\n\nDeclare an upgrade.");
    }

    @Test
    void aSettingOutOfItsRangeIsNamedWithItsWholeName(CapturedLog log) {
        refused(Lanes.class, "--start-refused.lane.threads=0");

        assertThat(told(log))
                .startsWith("start-refused.lane: threads must be at least 1, but is 0")
                .contains("Action:\n\nChange the setting", Lane.class.getName());
    }

    @Test
    void oneThatNamesItselfIsNotNamedTwice(CapturedLog log) {
        refused(Lanes.class, "--start-refused.lane.inner.places=0");

        assertThat(told(log)).startsWith("start-refused.lane.inner.places is 0: 1 at least");
    }

    @Test
    void aMissingSettingIsNamedAsTheEnvironmentHasIt(CapturedLog log) {
        refused(Client.class);

        assertThat(told(log))
                .startsWith("The setting start-refused.bank.base-url is missing, and has no default.")
                .contains("Action:\n\nSet START_REFUSED_BANK_BASE_URL in the environment");
    }

    @Test
    void allThatARecordOfSettingsMissesAreNamedAtOnce(CapturedLog log) {
        refused(Shops.class);

        assertThat(told(log))
                .startsWith(
                        "The settings start-refused.shop.base-url, start-refused.shop.client-secret are missing, and have no default.")
                .contains("Set START_REFUSED_SHOP_BASE_URL, START_REFUSED_SHOP_CLIENT_SECRET in the environment");
    }

    @Test
    void aRecordWithAllThatItNeedsStarts() {
        var settings =
                new String[] {"--start-refused.shop.base-url=http://shop", "--start-refused.shop.client-secret=x"};

        assertThatCode(() -> application(Shops.class).run(settings).close()).doesNotThrowAnyException();
    }

    @Test
    void whatAPartSaysOfItsSettingsWhileItIsMadeIsTold(CapturedLog log) {
        refused(Contradicting.class);

        assertThat(told(log)).startsWith("start-refused.a and start-refused.b contradict each other");
    }

    @Test
    void whatMayBeABugKeepsItsStackTrace(CapturedLog log) {
        refused(Buggy.class);
        refused(LibraryIsBuggy.class);

        assertThat(log.getAll())
                .contains("IllegalStateException: a bug of StartRefusedTest")
                .contains("Caused by: java.lang.NullPointerException: its cause")
                .contains("IndexOutOfBoundsException")
                .doesNotContain("Description:\n\na bug of StartRefusedTest");
    }

    private static void refused(Class<?> part, String... settings) {
        assertThatThrownBy(() -> application(part).run(settings)).isInstanceOf(Exception.class);
    }

    private static SpringApplicationBuilder application(Class<?> part) {
        return new SpringApplicationBuilder(part)
                .web(WebApplicationType.NONE)
                .properties("backstitch.enabled=false")
                .registerShutdownHook(false);
    }

    /** From the description on; other classes may log beside it. */
    private static String told(CapturedLog log) {
        String all = log.getAll();
        assertThat(all).contains("Description:\n\n");
        return all.substring(all.lastIndexOf("Description:\n\n") + "Description:\n\n".length());
    }
}
