package org.trayline.execution;

import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;

/// Starts executions of the tray order workflow.
public final class TrayOrderExecutions {
    private final SfnClient sfn;
    private final String stateMachineArn;

    /// The workflow at the endpoint and with the credentials of the environment.
    public static TrayOrderExecutions of(String stateMachineArn) {
        return new TrayOrderExecutions(
                SfnClient.builder().httpClient(UrlConnectionHttpClient.create()).build(),
                stateMachineArn);
    }

    TrayOrderExecutions(SfnClient sfn, String stateMachineArn) {
        this.sfn = sfn;
        this.stateMachineArn = stateMachineArn;
    }

    /// Starts the execution of that name. One that exists, running or ended, is the one that was
    /// asked for: the name is derived from the request and its attempt.
    public void start(String name, String input) {
        try {
            sfn.startExecution(
                    request -> request.stateMachineArn(stateMachineArn).name(name).input(input));
        } catch (ExecutionAlreadyExistsException e) {
            // Started by an earlier delivery of the same message.
        }
    }
}
