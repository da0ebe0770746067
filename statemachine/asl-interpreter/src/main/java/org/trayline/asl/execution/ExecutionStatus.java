package org.trayline.asl.execution;

/// Where an execution stands, in AWS's words.
public enum ExecutionStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
}
