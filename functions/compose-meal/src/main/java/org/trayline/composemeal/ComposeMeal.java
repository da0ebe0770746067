package org.trayline.composemeal;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trayline.kit.LogLine;
import org.trayline.kit.Versioned;
import org.trayline.meal.composition.Composition;
import org.trayline.meal.composition.MealBrief;
import org.trayline.meal.composition.Proof;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.Reason;
import org.trayline.meal.order.TrayItem;
import org.trayline.meal.order.TrayRequestId;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.RecipeCatalog;

/// The best tray that breaks no rule, from the recipes that eligibility was checked with.
final class ComposeMeal {

    /// @param executionName for the log
    /// @param requestId for the log
    /// @param retryCount of this state before this call, for the log
    /// @param catalogVersion what was checked
    record Input(
            int schemaVersion,
            String executionName,
            TrayRequestId requestId,
            @Nullable Integer retryCount,
            FacilityId facilityId,
            long catalogVersion,
            MealBrief brief)
            implements Versioned {}

    enum Outcome {
        COMPOSED,
        HOLD,
        /// The recipes have changed since they were checked.
        STALE
    }

    /// @param proof null where stale
    record Output(
            int schemaVersion,
            Outcome outcome,
            List<TrayItem> items,
            Set<Flag> flags,
            Set<Reason> reasons,
            @Nullable Proof proof) {}

    private final RecipeCatalog recipes;
    private final TrayComposer composer;

    ComposeMeal(RecipeCatalog recipes, TrayComposer composer) {
        this.recipes = recipes;
        this.composer = composer;
    }

    Output compose(Input input, LogLine log) {
        Catalog catalog = recipes.at(input.facilityId(), input.catalogVersion());
        if (catalog.version() != input.catalogVersion()) {
            log.count("staleRounds", 1);
            return new Output(Versioned.KNOWN, Outcome.STALE, List.of(), Set.of(), Set.of(), null);
        }
        long start = System.nanoTime();
        Composition composition = composer.compose(input.brief(), catalog);
        log.millis("compositionMs", Duration.ofNanos(System.nanoTime() - start));
        return switch (composition) {
            case Composition.Composed(List<TrayItem> items, Set<Flag> flags, Proof proof) ->
                    new Output(Versioned.KNOWN, Outcome.COMPOSED, items, flags, Set.of(), proof);
            case Composition.Held(Reason reason, Proof proof) ->
                    new Output(
                            Versioned.KNOWN,
                            Outcome.HOLD,
                            List.of(),
                            Set.of(),
                            Set.of(reason),
                            proof);
        };
    }
}
