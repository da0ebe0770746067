package org.trayline.execution;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.stubbing.OngoingStubbing;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionLimitExceededException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.StartExecutionRequest;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;

class TrayOrderExecutionsTest {
    private static final String ARN =
            "arn:aws:states:us-east-1:000000000000:stateMachine:tray-order";

    private final SfnClient sfn = mock(SfnClient.class);
    private final TrayOrderExecutions executions = new TrayOrderExecutions(sfn, ARN);

    @SuppressWarnings("unchecked")
    private OngoingStubbing<StartExecutionResponse> whenStarted() {
        return when(sfn.startExecution(any(Consumer.class)));
    }

    @Test
    @SuppressWarnings("unchecked")
    void startsTheExecutionOfThatNameWithThatInput() {
        List<StartExecutionRequest> started = new ArrayList<>();
        whenStarted()
                .thenAnswer(
                        call -> {
                            StartExecutionRequest.Builder request = StartExecutionRequest.builder();
                            ((Consumer<StartExecutionRequest.Builder>) call.getArgument(0))
                                    .accept(request);
                            started.add(request.build());
                            return StartExecutionResponse.builder().build();
                        });
        executions.start("request-1", "{\"schemaVersion\":1}");
        assertEquals(
                List.of(
                        StartExecutionRequest.builder()
                                .stateMachineArn(ARN)
                                .name("request-1")
                                .input("{\"schemaVersion\":1}")
                                .build()),
                started);
    }

    @Test
    void oneThatExistsIsTheOneThatWasAskedFor() {
        whenStarted().thenThrow(ExecutionAlreadyExistsException.builder().message("x").build());
        assertDoesNotThrow(() -> executions.start("request-1", "{}"));
    }

    static Stream<RuntimeException> faults() {
        return Stream.of(
                SdkClientException.create("connection refused"),
                ExecutionLimitExceededException.builder().message("slow down").build(),
                InvalidExecutionInputException.builder().message("no JSON").build(),
                StateMachineDoesNotExistException.builder().message("gone").build());
    }

    @ParameterizedTest
    @MethodSource("faults")
    void anyOtherFaultLeavesItAsItIs(RuntimeException fault) {
        whenStarted().thenThrow(fault);
        assertSame(
                fault, assertThrows(fault.getClass(), () -> executions.start("request-1", "{}")));
    }
}
