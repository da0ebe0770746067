package org.trayline.asl.definition;

import java.util.OptionalLong;

/// A checked state machine: every state it names exists, every expression in it compiles.
///
/// @param timeoutSeconds how long an execution may run
public record StateMachineDefinition(Workflow workflow, OptionalLong timeoutSeconds) {}
