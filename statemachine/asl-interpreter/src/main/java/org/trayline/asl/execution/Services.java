package org.trayline.asl.execution;

import java.util.random.RandomGenerator;
import org.trayline.asl.task.LambdaFunctions;
import org.trayline.asl.time.WorkflowClock;

/// What every execution of an engine uses.
///
/// @param region where tasks are said to run, for instance `us-east-1`
public record Services(
        WorkflowClock clock, RandomGenerator random, LambdaFunctions functions, String region) {}
