package org.trayline.meal.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trayline.meal.diet.NutrientLimit.Per;

/// The cases of `cases.json`: a kitchen, a diet order, and the tray that must come of it.
class CompositionCasesTest {

    @ParameterizedTest
    @MethodSource("cases")
    void comesToTheExpectedTray(CompositionCase expected) {
        Composition composition = new TrayComposer().compose(expected.brief(), expected.catalog());

        switch (composition) {
            case Composition.Composed composed -> {
                assertEquals(
                        expected.texts("tray"),
                        composed.items().stream()
                                .map(item -> item.slot() + " " + item.recipeId())
                                .toList());
                if (expected.has("flags")) {
                    assertEquals(
                            expected.texts("flags"),
                            composed.flags().stream().map(Enum::name).toList());
                }
            }
            case Composition.Held held -> assertEquals(expected.text("held"), held.reason().name());
        }
        assertProof(expected, composition.proof());
    }

    private static void assertProof(CompositionCase expected, Proof proof) {
        if (expected.has("cannot_hold_together")) {
            assertEquals(expected.texts("cannot_hold_together"), proof.cannotHoldTogether());
        }
        if (expected.has("target")) {
            KcalTarget target = proof.target();
            assertEquals(
                    expected.text("target"),
                    target == null ? "null" : String.valueOf(target.kcal()));
        }
        if (expected.has("rejected")) {
            TreeMap<String, String> rejected = new TreeMap<>();
            for (Rejection rejection : proof.rejected()) {
                assertEquals(rejection.count(), rejection.recipes().size());
                rejected.put(rejection.rule().name(), String.valueOf(rejection.count()));
            }
            assertEquals(expected.byName("rejected"), rejected);
        }
        if (expected.has("uses")) {
            List<String> uses = new ArrayList<>();
            for (Proof.LimitUse use : proof.limits()) {
                if (use.per() == Per.DAY) {
                    uses.add(
                            "%s DAY eaten %s tray %s reserved %s"
                                    .formatted(
                                            use.nutrient().column(),
                                            use.eaten(),
                                            use.tray(),
                                            use.reserved()));
                }
            }
            assertTrue(uses.containsAll(expected.texts("uses")), uses::toString);
        }
    }

    @Test
    void everyCaseHasANameOfItsOwn() {
        Set<String> names = new HashSet<>();
        cases().forEach(each -> assertTrue(names.add(each.toString()), each::toString));
        assertTrue(names.size() > 40);
    }

    static Stream<CompositionCase> cases() {
        try (InputStream json =
                Objects.requireNonNull(
                        CompositionCasesTest.class.getResourceAsStream("cases.json"))) {
            List<CompositionCase> cases = new ArrayList<>();
            for (JsonNode each : new ObjectMapper().readTree(json)) {
                cases.add(new CompositionCase(each));
            }
            return cases.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
