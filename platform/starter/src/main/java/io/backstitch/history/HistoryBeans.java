package io.backstitch.history;

import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@Import({RunController.class, RunHistory.class, RunList.class})
public class HistoryBeans {}
