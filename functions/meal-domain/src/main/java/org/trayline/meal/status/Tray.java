package org.trayline.meal.status;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.order.Reason;
import org.trayline.meal.patient.Location;
import org.trayline.meal.patient.PatientId;
import org.trayline.meal.recipe.RecipeId;

/// All that is known of one tray: a request, its order, or both.
///
/// @param request null for an order that an import brought
/// @param order null where the request made none
public record Tray(
        Meal meal,
        ZoneId timeZone,
        PatientId patientId,
        Location location,
        @Nullable RequestState request,
        @Nullable Order order) {

    /// A tray order with all that hangs on it.
    ///
    /// @param reasons of a hold, in the order of their list
    /// @param clinicalVersion what it was decided on; null for an order that an import brought
    /// @param catalogVersion likewise
    /// @param proof the JSON document that was stored; null where nothing was composed
    public record Order(
            OrderState state,
            Set<Reason> reasons,
            @Nullable Long clinicalVersion,
            @Nullable Long catalogVersion,
            List<Item> items,
            @Nullable String proof,
            List<Change> audit) {
        public Order {
            reasons = Collections.unmodifiableSet(new TreeSet<>(reasons));
            items = List.copyOf(items);
            audit = List.copyOf(audit);
        }
    }

    /// A recipe in a slot, as the catalogue is now.
    ///
    /// @param nutrients every nutrient is there; null = unknown
    public record Item(
            String slot,
            RecipeId recipeId,
            String name,
            String course,
            Map<Nutrient, @Nullable BigDecimal> nutrients) {
        public Item {
            nutrients = Collections.unmodifiableMap(new EnumMap<>(nutrients));
        }

        /// @param known only the known nutrients
        public static Item of(
                String slot,
                RecipeId recipeId,
                String name,
                String course,
                Map<Nutrient, BigDecimal> known) {
            Map<Nutrient, @Nullable BigDecimal> all = new EnumMap<>(Nutrient.class);
            for (Nutrient nutrient : Nutrient.values()) {
                all.put(nutrient, known.get(nutrient));
            }
            return new Item(slot, recipeId, name, course, all);
        }
    }

    /// An entry of the audit trail.
    ///
    /// @param at by the database's clock
    /// @param actor a person where one acted through a function, else the function
    /// @param change a JSON document: per column, what it was and what it is; null where the row
    ///     came or went
    public record Change(Instant at, String actor, Action action, @Nullable String change) {}

    /// What was done to a row.
    public enum Action {
        CREATED,
        CHANGED,
        REMOVED
    }
}
