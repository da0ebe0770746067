package org.trayline.traystatus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.trayline.meal.facility.Facility;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.facility.MissingDietOrder;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.StoreUnavailable;
import org.trayline.meal.order.TrayOrderId;
import org.trayline.meal.order.TrayRequest;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.patient.Location;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.status.BedState;
import org.trayline.meal.status.KitchenOrders;
import org.trayline.meal.status.Meal;
import org.trayline.meal.status.MealCounts;
import org.trayline.meal.status.MealPeriodState;
import org.trayline.meal.status.OrderFilter;
import org.trayline.meal.status.OrderPage;
import org.trayline.meal.status.OrderPlace;
import org.trayline.meal.status.TallyLine;
import org.trayline.meal.status.Tray;
import org.trayline.meal.status.TrayFilter;
import org.trayline.meal.status.TrayPage;
import org.trayline.meal.status.TrayPlace;
import org.trayline.meal.status.TrayStatus;
import org.trayline.testinvocation.GatewayCall;
import org.trayline.testinvocation.Invocation;

class TrayStatusHandlerTest {
    private static final TrayPlace PLACE =
            new TrayPlace(
                    1,
                    new Location("4 West", "ü/1", ""),
                    new TrayRequestId(UUID.fromString("00000000-0000-5000-8000-000000000001")));

    private static final OrderPlace ORDER_PLACE =
            new OrderPlace(new Location("4 West", "", "A"), new TrayOrderId("o1"));

    /// Answers with no trays, and keeps what it was asked.
    private static final class Asked implements TrayStatus, KitchenOrders {
        private final List<String> questions = new ArrayList<>();
        private String mark = "1";
        private @Nullable TrayFilter filter;
        private @Nullable TrayPlace after;
        private int limit;
        private int days;

        @Override
        public List<Facility> facilities(Set<FacilityId> of) {
            return List.of(
                    new Facility(
                            new FacilityId("f1"),
                            ZoneId.of("America/Chicago"),
                            MissingDietOrder.HOLD,
                            null,
                            null,
                            List.of(),
                            List.of()));
        }

        @Override
        public List<MealPeriodState> mealPeriods(Set<FacilityId> of, int askedDays) {
            days = askedDays;
            return List.of();
        }

        @Override
        public MealCounts counts(Meal meal, TrayFilter of) {
            questions.add("counts");
            return new MealCounts(
                    mark,
                    0,
                    0,
                    new EnumMap<>(TrayRequest.Status.class),
                    new EnumMap<>(TrayRequest.Outcome.class),
                    new EnumMap<>(Reason.class),
                    new TreeMap<>(Map.of()));
        }

        @Override
        public TrayPage page(Meal meal, TrayFilter of, @Nullable TrayPlace from, int most) {
            questions.add("page");
            filter = of;
            after = from;
            limit = most;
            return new TrayPage(List.of(), PLACE);
        }

        @Override
        public Optional<Tray> ofRequest(Set<FacilityId> of, TrayRequestId id) {
            return Optional.empty();
        }

        @Override
        public Optional<Tray> ofOrder(FacilityId facility, TrayOrderId id) {
            return Optional.empty();
        }

        @Override
        public OrderPage page(Meal meal, OrderFilter of, @Nullable OrderPlace from, int most) {
            return new OrderPage(List.of(), ORDER_PLACE);
        }

        @Override
        public List<TallyLine> tally(Meal meal) {
            return List.of();
        }

        @Override
        public List<BedState> beds(Meal meal, Instant servesAt) {
            return List.of();
        }

        @Override
        public void ping() {
            throw new StoreUnavailable("away", new IllegalStateException());
        }
    }

    private final Asked trays = new Asked();
    private final Invocation function =
            new Invocation(
                    new TrayStatusHandler(
                            new Ports(
                                    trays,
                                    trays,
                                    (meal, unit, after, limit) -> List.of(),
                                    (facility, patient, date, meal, without) -> Optional.empty(),
                                    (facility, version) ->
                                            new Catalog(facility, version, List.of()),
                                    () -> {})));

    private static GatewayCall lunch() {
        return GatewayCall.get("/tray-requests")
                .query("serviceDate", "2026-11-19")
                .query("mealPeriod", "LUNCH");
    }

    @Test
    void whatHasNotChangedIsCountedAndNotRead() {
        String tag = lunch().to(function).header("ETag");
        assertEquals(304, lunch().header("If-None-Match", tag).to(function).status());
        assertEquals(List.of("counts", "page", "counts"), trays.questions);
        trays.mark = "2";
        assertEquals(200, lunch().header("If-None-Match", tag).to(function).status());
        assertEquals(List.of("counts", "page", "counts", "counts", "page"), trays.questions);
    }

    @Test
    void aCursorIsThePlaceThatItWasMadeOf() {
        String cursor = lunch().to(function).at("/nextCursor");
        lunch().query("cursor", cursor).to(function);
        assertEquals(PLACE, trays.after);
    }

    /// A place of one list is none of another.
    @Test
    void aCursorOfAnotherListIsNone() {
        String cursor = lunch().to(function).at("/nextCursor");
        assertEquals(
                400,
                GatewayCall.get("/tray-orders")
                        .query("serviceDate", "2026-11-19")
                        .query("mealPeriod", "LUNCH")
                        .query("cursor", cursor)
                        .to(function)
                        .status());
    }

    @Test
    void aPlaceThatNoDatabaseCanHaveIsNoCursor() {
        String place =
                """
                {"rank":1,"location":{"unit":"\\u0000","room":"","bed":""},\
                "requestId":"00000000-0000-5000-8000-000000000001"}""";
        String cursor =
                Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));
        assertEquals(400, lunch().query("cursor", cursor).to(function).status());
    }

    @Test
    void asksForWhatTheParametersSay() {
        lunch().query("outcome", "HELD")
                .query("status", "COMPLETED")
                .query("reason", "NO_DIET_ORDER")
                .query("unit", "")
                .query("text", "412 B")
                .query("limit", "5000")
                .to(function);
        assertEquals(
                new TrayFilter(
                        TrayRequest.Outcome.HELD,
                        TrayRequest.Status.COMPLETED,
                        Reason.NO_DIET_ORDER,
                        "",
                        "412 B"),
                trays.filter);
        assertEquals(5000, trays.limit);
    }

    @Test
    void asksForAllWhereThereAreNone() {
        lunch().to(function);
        GatewayCall.get("/meal-periods").to(function);
        assertEquals(new TrayFilter(null, null, null, null, null), trays.filter);
        assertEquals(200, trays.limit);
        assertEquals(14, trays.days);
        assertEquals(null, trays.after);
    }

    @Test
    void aStoreThatIsAwayIsAProblemThatPasses() {
        var answer = GatewayCall.get("/health").to(function);
        assertEquals(503, answer.status());
        assertEquals("1", answer.header("Retry-After"));
        assertEquals("503", answer.at("/status"));
    }
}
