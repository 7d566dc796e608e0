package io.backstitch.command;

import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@Import({DateMoves.class, OpenRuns.class, RunCommandController.class, TablesOfCommands.class, VariableChanges.class})
public class CommandBeans {}
