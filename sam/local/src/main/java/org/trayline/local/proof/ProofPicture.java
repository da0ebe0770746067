package org.trayline.local.proof;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.NutrientLimit.Per;
import org.trayline.meal.diet.NutrientLimit.Side;

/// A proof as a person reads it: everything in words and figures, nothing yet of how it is drawn.
/// No patient can be told from it.
///
/// @param trayOrderId which tray order
/// @param headline what came of it, in one sentence
/// @param keptTo what the tray must keep to, such as the texture; no limits
/// @param flags what staff should know of the tray, in words
/// @param target what the tray aims at and how that came about; null where it is unknown
/// @param limits in the order of the proof
/// @param keptOff per rule that kept any recipe off
public record ProofPicture(
        String trayOrderId,
        String facilityId,
        LocalDate serviceDate,
        String meal,
        String status,
        String headline,
        List<Fact> keptTo,
        List<String> flags,
        @Nullable String target,
        List<LimitBar> limits,
        List<KeptOff> keptOff,
        Finding finding) {
    public ProofPicture {
        keptTo = List.copyOf(keptTo);
        flags = List.copyOf(flags);
        limits = List.copyOf(limits);
        keptOff = List.copyOf(keptOff);
    }

    /// A name and what it is.
    public record Fact(String name, String value) {}

    /// One limit and what stands against it, in the nutrient's unit.
    ///
    /// @param nutrient such as `sodium`
    /// @param unit such as `mg`
    /// @param eaten of the day's other trays; null where unknown
    /// @param tray null where no tray was composed
    /// @param min null = none
    /// @param max null = none
    /// @param relaxed what one side would have to be for a tray; null for most
    /// @param binds whether it is one of those that cannot hold together
    /// @param sentence all of it in words
    public record LimitBar(
            String nutrient,
            String unit,
            Per per,
            @Nullable BigDecimal eaten,
            @Nullable BigDecimal tray,
            BigDecimal reserved,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            @Nullable Relaxed relaxed,
            boolean binds,
            Standing standing,
            String sentence) {

        /// What is taken up: eaten, this tray and the reserve, as far as they are known.
        public BigDecimal total() {
            BigDecimal total = reserved;
            total = eaten == null ? total : total.add(eaten);
            return tray == null ? total : total.add(tray);
        }

        /// By how much the maximum is passed; 0 where it is not.
        public BigDecimal overshoot() {
            return max == null ? BigDecimal.ZERO : total().subtract(max).max(BigDecimal.ZERO);
        }
    }

    /// Where a limit stands.
    public enum Standing {
        WITHIN,
        /// More than allowed.
        ABOVE,
        /// Less than wanted.
        BELOW,
        /// No tray was composed: what there is leaves room.
        OPEN,
        /// What was eaten is not known.
        UNKNOWN
    }

    /// @param to what it would have to be
    public record Relaxed(Side side, BigDecimal to) {}

    /// The recipes that one rule kept off the tray.
    ///
    /// @param count more than there are recipes where the proof lists only the first
    /// @param otherMeals whether it says no more than that they are served at other meals
    public record KeptOff(String rule, int count, List<String> recipes, boolean otherMeals) {
        public KeptOff {
            recipes = List.copyOf(recipes);
        }

        /// How many are not named.
        public int unnamed() {
            return count - recipes.size();
        }
    }

    /// What composing came to.
    public sealed interface Finding {

        /// The best tray.
        ///
        /// @param against null where there is no other tray
        record Tray(List<Place> places, String kcal, @Nullable Contest against, boolean gaveUp)
                implements Finding {
            public Tray {
                places = List.copyOf(places);
            }
        }

        /// No tray keeps to everything.
        ///
        /// @param together what cannot hold together, in words
        /// @param relaxation the smallest change of one limit that would do, in one sentence, or
        ///     that there is none
        /// @param decidable whether there is such a change, for a dietitian to decide on
        record NoTray(List<String> together, String relaxation, boolean decidable)
                implements Finding {
            public NoTray {
                together = List.copyOf(together);
            }
        }

        /// What the day's other trays come to is unknown.
        ///
        /// @param items what is not known of which item, in words; empty where the recipes of then
        ///     are not known either
        record TotalUnknown(List<String> items) implements Finding {
            public TotalUnknown {
                items = List.copyOf(items);
            }
        }

        /// The search was ended at its bound before it found a tray or that there is none.
        record GaveUp() implements Finding {}
    }

    /// One slot, on the best tray and on the one that came second.
    ///
    /// @param item null where it stays empty
    /// @param next null where it stays empty, or there is no second
    public record Place(String slot, @Nullable String item, @Nullable String next) {
        public boolean differs() {
            return item == null ? next != null : !item.equals(next);
        }
    }

    /// The best tray against the second.
    ///
    /// @param decision what decided, in one sentence
    /// @param criteria in their order
    public record Contest(String decision, String nextKcal, List<Weighed> criteria) {
        public Contest {
            criteria = List.copyOf(criteria);
        }
    }

    /// One criterion of the choice.
    ///
    /// @param decides whether it is the first in which the two differ
    /// @param reached whether it counts: those after the deciding one do not
    public record Weighed(
            String criterion, String tray, String next, boolean decides, boolean reached) {}
}
