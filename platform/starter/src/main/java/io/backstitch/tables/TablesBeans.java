package io.backstitch.tables;

import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@Import(TablesOfKernel.class)
public class TablesBeans {}
