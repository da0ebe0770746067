package org.trayline.local.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.local.faults.Aftermath.Letter;
import org.trayline.local.faults.Aftermath.Order;
import org.trayline.local.faults.Aftermath.Request;

/// What the fault tests rest on sees every way in which a patient may be lost.
class AftermathTest {
    private static final Order PLACED = new Order("placed", "o1", "PLACED", 3);
    private static final Order HELD = new Order("held", "o2", "HELD", 0);
    private static final Order BEFORE = new Order("ordered", "o0", "PLACED", 2);
    private static final Request FAILED = new Request("r5", "failed", "FAILED", null, List.of());

    private static final Aftermath GOOD =
            new Aftermath(
                    Set.of("placed", "held", "withheld", "on-leave", "ordered", "failed"),
                    List.of(PLACED, HELD, BEFORE, new Order("placed", "o9", "CANCELLED", 0)),
                    List.of(
                            new Request("r1", "placed", "COMPLETED", "PLACED", List.of()),
                            new Request("r2", "held", "COMPLETED", "HELD", List.of("X")),
                            new Request("r3", "withheld", "COMPLETED", "WITHHELD", List.of("NPO")),
                            new Request("r4", "on-leave", "COMPLETED", "NOT_NEEDED", List.of("Y")),
                            new Request(
                                    "r0",
                                    "ordered",
                                    "COMPLETED",
                                    "NOT_NEEDED",
                                    List.of("ALREADY_ORDERED")),
                            FAILED),
                    Set.of("o2"),
                    List.of(new Letter("r5", "StoreUnavailable")));

    @Test
    void everyKindOfGoodEndIsOne() {
        assertEquals(List.of(), GOOD.wrongs());
    }

    private static Arguments spoiled(String wrong, UnaryOperator<Aftermath> spoil) {
        return Arguments.of(wrong, spoil.apply(GOOD));
    }

    private static <T> List<T> and(List<T> list, T more) {
        List<T> all = new ArrayList<>(list);
        all.add(more);
        return all;
    }

    private static <T> List<T> without(List<T> list, T one) {
        return list.stream().filter(each -> !each.equals(one)).toList();
    }

    private static Aftermath orders(Aftermath a, List<Order> orders) {
        return new Aftermath(a.due(), orders, a.requests(), a.told(), a.letters());
    }

    private static Aftermath requests(Aftermath a, List<Request> requests) {
        return new Aftermath(a.due(), a.orders(), requests, a.told(), a.letters());
    }

    private static Aftermath told(Aftermath a, Set<String> told) {
        return new Aftermath(a.due(), a.orders(), a.requests(), told, a.letters());
    }

    private static Aftermath letters(Aftermath a, List<Letter> letters) {
        return new Aftermath(a.due(), a.orders(), a.requests(), a.told(), letters);
    }

    static Stream<Arguments> spoiled() {
        return Stream.of(
                spoiled("placed was forgotten", a -> orders(a, without(a.orders(), PLACED))),
                spoiled("ordered was forgotten", a -> orders(a, without(a.orders(), BEFORE))),
                spoiled(
                        "placed has 2 live tray orders",
                        a -> orders(a, and(a.orders(), new Order("placed", "o3", "HELD", 0)))),
                spoiled("held is held, and nobody was told", a -> told(a, Set.of())),
                spoiled(
                        "placed has an empty tray",
                        a ->
                                orders(
                                        a,
                                        and(
                                                without(a.orders(), PLACED),
                                                new Order("placed", "o1", "PLACED", 0)))),
                spoiled(
                        "withheld is to have no tray and has one",
                        a -> orders(a, and(a.orders(), new Order("withheld", "o4", "PLACED", 1)))),
                spoiled("failed was forgotten", a -> letters(a, List.of())),
                spoiled("failed was forgotten", a -> requests(a, without(a.requests(), FAILED))),
                spoiled(
                        "failed lies on the DLQ for no reason",
                        a -> letters(a, List.of(new Letter("r5", "")))),
                spoiled(
                        "withheld has an outcome and lies on the DLQ",
                        a -> letters(a, and(a.letters(), new Letter("r3", "StoreUnavailable")))),
                spoiled(
                        "placed has a request that is open",
                        a ->
                                requests(
                                        a,
                                        and(
                                                a.requests(),
                                                new Request(
                                                        "r6",
                                                        "placed",
                                                        "PROCESSING",
                                                        null,
                                                        List.of())))),
                spoiled(
                        "discharged: is not due",
                        a ->
                                requests(
                                        a,
                                        and(
                                                a.requests(),
                                                new Request(
                                                        "r7",
                                                        "discharged",
                                                        "COMPLETED",
                                                        "PLACED",
                                                        List.of())))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void spoiled(String wrong, Aftermath spoiled) {
        List<String> wrongs = spoiled.wrongs();
        assertTrue(
                wrongs.stream().anyMatch(line -> line.startsWith(wrong)),
                () -> wrong + " is not in " + wrongs);
    }
}
