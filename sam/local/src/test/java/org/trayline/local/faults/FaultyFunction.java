package org.trayline.local.faults;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.trayline.kit.Settings;
import org.trayline.local.Plant;
import org.trayline.meal.order.NoticesUnavailable;
import org.trayline.meal.order.StoreUnavailable;

/// The real handler of a state, of which some calls go wrong. The template names it in the
/// handler's place.
public abstract class FaultyFunction implements RequestStreamHandler {
    private static final Map<String, Fault> FAULTS = new ConcurrentHashMap<>();
    private static volatile CountDownLatch gate = new CountDownLatch(0);

    private final String real;
    private final RequestStreamHandler handler;

    /// What becomes of a call.
    enum Does {
        /// The fault that the workflow retries.
        THROW_WHAT_MAY_PASS,
        THROW_WHAT_STAYS,
        /// Past its timeout, without having done anything.
        HANG,
        /// Past its timeout, after it has done all.
        WORK_AND_HANG,
        WORK_AND_THROW,
        ANSWER_GARBAGE,
        /// JSON in which nothing stands.
        ANSWER_NOTHING
    }

    private record Fault(Does does, AtomicInteger times) {}

    private FaultyFunction(String real, Settings settings) {
        this.real = real;
        try {
            this.handler =
                    Class.forName(real)
                            .asSubclass(RequestStreamHandler.class)
                            .getConstructor(Settings.class)
                            .newInstance(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String realOf(String state) {
        return "org.trayline.%s.%sHandler".formatted(state.toLowerCase(Locale.ROOT), state);
    }

    /// In place of the four states' handlers.
    static Plant.Changes in(Plant.Changes changes) {
        Plant.Changes faulty = changes;
        for (Class<?> state :
                new Class<?>[] {
                    CheckEligibility.class, ComposeMeal.class, CreateOrder.class, NotifyStaff.class
                }) {
            faulty =
                    faulty.template(
                            "Handler: " + realOf(state.getSimpleName()) + "\n",
                            "Handler: " + state.getName() + "\n");
        }
        return faulty;
    }

    /// The next calls of a state's function do that.
    static void next(int times, String state, Does does) {
        FAULTS.put(realOf(state), new Fault(does, new AtomicInteger(times)));
    }

    /// How many of them have not come yet.
    static int left(String state) {
        Fault fault = FAULTS.get(realOf(state));
        return fault == null ? 0 : Math.max(0, fault.times().get());
    }

    /// All calls wait from now on, until the latch is open.
    static void holdAll(CountDownLatch until) {
        gate = until;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context)
            throws IOException {
        await(gate);
        Fault fault = FAULTS.get(real);
        if (fault == null || fault.times().getAndDecrement() <= 0) {
            handler.handleRequest(in, out, context);
            return;
        }
        switch (fault.does()) {
            case THROW_WHAT_MAY_PASS -> throw mayPass();
            case THROW_WHAT_STAYS -> throw new IllegalStateException("a programming error");
            case HANG -> hang();
            case WORK_AND_HANG -> {
                work(in, context);
                hang();
            }
            case WORK_AND_THROW -> {
                work(in, context);
                throw mayPass();
            }
            case ANSWER_GARBAGE -> out.write("<html>".getBytes(StandardCharsets.UTF_8));
            case ANSWER_NOTHING -> out.write("{}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private void work(InputStream in, Context context) throws IOException {
        handler.handleRequest(in, new ByteArrayOutputStream(), context);
    }

    private RuntimeException mayPass() {
        Exception cause = new IOException("connection reset");
        return this instanceof NotifyStaff
                ? new NoticesUnavailable("away", cause)
                : new StoreUnavailable("away", cause);
    }

    private static void hang() {
        await(new CountDownLatch(1));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // Its environment is given up.
            Thread.currentThread().interrupt();
        }
    }

    /// Check Eligibility.
    public static final class CheckEligibility extends FaultyFunction {
        public CheckEligibility(Settings settings) {
            super(realOf("CheckEligibility"), settings);
        }
    }

    /// Compose Meal.
    public static final class ComposeMeal extends FaultyFunction {
        public ComposeMeal(Settings settings) {
            super(realOf("ComposeMeal"), settings);
        }
    }

    /// Create Order.
    public static final class CreateOrder extends FaultyFunction {
        public CreateOrder(Settings settings) {
            super(realOf("CreateOrder"), settings);
        }
    }

    /// Notify Staff.
    public static final class NotifyStaff extends FaultyFunction {
        public NotifyStaff(Settings settings) {
            super(realOf("NotifyStaff"), settings);
        }
    }
}
