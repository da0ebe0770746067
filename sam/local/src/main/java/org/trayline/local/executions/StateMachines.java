package org.trayline.local.executions;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;

/// The state machines of an account.
final class StateMachines {
    private StateMachines() {}

    /// All, or the one of a name.
    ///
    /// @throws IllegalArgumentException if there is none of that name
    static List<StateMachineListItem> named(SfnClient client, @Nullable String name) {
        List<StateMachineListItem> all =
                client.listStateMachinesPaginator().stateMachines().stream().toList();
        if (name == null) {
            return all;
        }
        List<StateMachineListItem> one =
                all.stream().filter(each -> each.name().equals(name)).toList();
        if (one.isEmpty()) {
            throw new IllegalArgumentException(
                    "--machine: there is no state machine %s, only %s"
                            .formatted(
                                    name,
                                    all.stream()
                                            .map(StateMachineListItem::name)
                                            .sorted()
                                            .toList()));
        }
        return one;
    }

    /// What an execution of a name would be called.
    static String executionArn(StateMachineListItem machine, String name) {
        return machine.stateMachineArn().replace(":stateMachine:", ":execution:") + ":" + name;
    }
}
