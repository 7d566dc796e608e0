package io.backstitch.job;

import java.util.List;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/** What the application knows of the failures of libraries; for parts of it that are without workers, to be imported. */
public final class AllPartnerFailures {

    /** Its beans, without anything else of it. */
    public static final List<PartnerFailures> LIST = find();

    @ComponentScan(
            basePackages = "io.backstitch",
            useDefaultFilters = false,
            includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = PartnerFailures.class))
    static class Parts {}

    private AllPartnerFailures() {}

    /** As the application has them. */
    @Bean
    public static Failures failures() {
        return new Failures(LIST);
    }

    private static List<PartnerFailures> find() {
        try (AnnotationConfigApplicationContext parts = new AnnotationConfigApplicationContext(Parts.class)) {
            return parts.getBeanProvider(PartnerFailures.class).stream().toList();
        }
    }
}
