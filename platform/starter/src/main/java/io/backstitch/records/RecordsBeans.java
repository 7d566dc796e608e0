package io.backstitch.records;

import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@Import({RecordsController.class, RecordsRebuild.class})
public class RecordsBeans {}
