package io.backstitch;

import io.backstitch.tables.TableOwner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/** What all packages say of their tables, to be imported: those of the platform and of our processes. */
@ComponentScan(
        basePackages = "io.backstitch",
        useDefaultFilters = false,
        includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = TableOwner.class))
public class AllTables {

    /** Only those of the platform. */
    @ComponentScan(
            basePackages = "io.backstitch",
            useDefaultFilters = false,
            includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = TableOwner.class),
            excludeFilters = @Filter(type = FilterType.REGEX, pattern = "io[.]backstitch[.]workers[.].*"))
    public static class OfThePlatform {}
}
