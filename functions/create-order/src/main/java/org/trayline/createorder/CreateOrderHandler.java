package org.trayline.createorder;

import org.trayline.kit.IamLogin;
import org.trayline.kit.LogLine;
import org.trayline.kit.Settings;
import org.trayline.kit.StepHandler;
import org.trayline.store.PostgresConnection;
import org.trayline.store.PostgresTrayOrders;

/// The Lambda of the state *Create Order*.
public final class CreateOrderHandler extends StepHandler<CreateOrder.Input, CreateOrder.Output> {
    private final CreateOrder createOrder;

    public CreateOrderHandler() {
        this(Settings.ofProcess());
    }

    public CreateOrderHandler(Settings settings) {
        super(CreateOrder.Input.class, "Create Order");
        var postgres =
                PostgresConnection.of(
                        settings::require,
                        new IamLogin(settings)::databasePassword,
                        "create-order");
        this.createOrder = new CreateOrder(new PostgresTrayOrders(postgres));
    }

    @Override
    protected CreateOrder.Output answer(CreateOrder.Input input, LogLine log) {
        log.execution(input.executionName())
                .request(input.request().requestId().value())
                .retry(input.retryCount());
        CreateOrder.Output output = createOrder.create(input);
        output.countedBy(log);
        return output;
    }
}
