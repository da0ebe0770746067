package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.trayline.meal.composition.HospitalKitchens.Shape;
import org.trayline.meal.order.Reason;
import org.trayline.meal.recipe.Catalog;

/// A search ends at its bound on steps, and says so: never with a worse tray.
class BoundedSearchTest {
    private static final Shape SHAPE = new Shape("300 recipes, 6 slots, 8 bounds", 300, 6, 8, 1);

    private enum Ending {
        WHOLE,
        BEST_WITHOUT_SECOND,
        HELD_WITHOUT_RELAXATION,
        HELD_WITHOUT_KNOWING
    }

    @Test
    void whateverTheBoundATrayThatIsGivenIsTheBest() {
        Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
        TrayComposer unbounded = new TrayComposer();
        HospitalKitchens kitchens = new HospitalKitchens(SHAPE, 7);
        Catalog catalog = kitchens.catalog();
        for (int patient = 0; patient < 60; patient++) {
            MealBrief brief = kitchens.next();
            Composition whole = unbounded.compose(brief, catalog);
            for (long steps = 100; steps < 20_000_000; steps *= 3) {
                Composition bounded = new TrayComposer(steps).compose(brief, catalog);
                endings.merge(ending(whole, bounded), 1, Integer::sum);
            }
        }
        for (Ending ending : Ending.values()) {
            assertTrue(endings.containsKey(ending), () -> ending + " did not come: " + endings);
        }
    }

    private static Ending ending(Composition whole, Composition bounded) {
        Proof proof = bounded.proof();
        if (!proof.gaveUp()) {
            assertEquals(whole, bounded);
            return Ending.WHOLE;
        }
        return switch (bounded) {
            case Composition.Composed composed -> {
                assertEquals(
                        assertNotNullTray(whole.proof()).items(), composed.items(), "the best");
                assertNull(proof.nextBest());
                assertNull(proof.decidedBy());
                yield Ending.BEST_WITHOUT_SECOND;
            }
            case Composition.Held held -> {
                assertEquals(Reason.NO_COMPLIANT_TRAY, held.reason());
                assertNull(proof.tray());
                assertNull(proof.relaxation());
                if (proof.cannotHoldTogether().isEmpty()) {
                    yield Ending.HELD_WITHOUT_KNOWING;
                }
                assertTrue(whole instanceof Composition.Held);
                assertEquals(whole.proof().cannotHoldTogether(), proof.cannotHoldTogether());
                yield Ending.HELD_WITHOUT_RELAXATION;
            }
        };
    }

    private static Proof.RankedTray assertNotNullTray(Proof proof) {
        Proof.RankedTray tray = proof.tray();
        assertNotNull(tray);
        return tray;
    }

    @Test
    void aHospitalDoesNotComeNearToTheBound() {
        List<Shape> shapes =
                List.of(
                        SHAPE,
                        new Shape("no prices", 300, 6, 8, 0),
                        new Shape("few bounds", 120, 5, 4, 25));
        for (Shape shape : shapes) {
            HospitalKitchens kitchens = new HospitalKitchens(shape, 11);
            TrayComposer tenth = new TrayComposer(TrayComposer.MOST_STEPS / 10);
            for (int patient = 0; patient < 300; patient++) {
                Composition composition = tenth.compose(kitchens.next(), kitchens.catalog());
                assertFalse(composition.proof().gaveUp(), shape.name() + " patient " + patient);
            }
        }
    }
}
