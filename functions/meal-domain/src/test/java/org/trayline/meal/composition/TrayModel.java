package org.trayline.meal.composition;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trayline.meal.composition.RulesByHand.Bound;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.facility.MealSlot;
import org.trayline.meal.recipe.Recipe;

/// A meal as a solver takes it: per slot the recipes that may be in it, and everything in whole
/// numbers. Made of the rules tried by hand, so that no answer leans on the composer.
public final class TrayModel {
    /// Of a slot that stays empty.
    private static final Optional<Recipe> EMPTY = Optional.empty();

    /// What binds the tray.
    public sealed interface Rule {
        /// As in a proof.
        String words();
    }

    /// @param slot its index
    public record RequiredSlot(int slot, String words) implements Rule {}

    /// A limit, its value in units of [#unit(Nutrient)] and for this tray alone.
    public record Limit(String words, Bound bound, long onTray) implements Rule {
        public Nutrient nutrient() {
            return bound.limit().nutrient();
        }

        public boolean isMost() {
            return switch (bound.side()) {
                case MIN -> false;
                case MAX -> true;
            };
        }
    }

    private final RulesByHand rules;
    private final ChoiceByHand choice;
    private final List<List<Optional<Recipe>>> options = new ArrayList<>();

    /// @throws IllegalStateException where the day's total is unknown
    public TrayModel(RulesByHand rules) {
        this.rules = rules;
        this.choice = new ChoiceByHand(rules);
        for (MealSlot slot : rules.slots()) {
            List<Optional<Recipe>> inSlot = new ArrayList<>();
            rules.allowed(slot).stream()
                    .sorted(Comparator.comparing(recipe -> recipe.id().value()))
                    .map(Optional::of)
                    .forEach(inSlot::add);
            inSlot.add(EMPTY);
            options.add(inSlot);
        }
    }

    public int slots() {
        return options.size();
    }

    /// What a slot may hold, by id; the last of them is nothing.
    public List<Optional<Recipe>> options(int slot) {
        return options.get(slot);
    }

    public List<Rule> rules() {
        List<Rule> all = new ArrayList<>();
        for (Bound bound : rules.bounds()) {
            long onTray = scaled(bound.value().subtract(bound.used()), bound.limit().nutrient());
            all.add(new Limit(bound.words(), bound, onTray));
        }
        for (int i = 0; i < slots(); i++) {
            MealSlot slot = rules.slots().get(i);
            if (slot.required()) {
                all.add(new RequiredSlot(i, "required slot " + slot.slot()));
            }
        }
        return all;
    }

    /// How many units of the whole numbers one unit of the nutrient has.
    public long unit(Nutrient nutrient) {
        int scale =
                Stream.concat(
                                options.stream()
                                        .flatMap(List::stream)
                                        .flatMap(Optional::stream)
                                        .map(recipe -> amount(recipe, nutrient)),
                                rules.bounds().stream()
                                        .filter(bound -> bound.limit().nutrient() == nutrient)
                                        .map(bound -> bound.value().subtract(bound.used())))
                        .mapToInt(amount -> Math.max(0, amount.stripTrailingZeros().scale()))
                        .max()
                        .orElse(0);
        return BigDecimal.TEN.pow(scale).longValueExact();
    }

    private long scaled(BigDecimal amount, Nutrient nutrient) {
        return amount.multiply(BigDecimal.valueOf(unit(nutrient))).longValueExact();
    }

    /// By option of a slot.
    public long[] amounts(int slot, Nutrient nutrient) {
        long unit = unit(nutrient);
        return options.get(slot).stream()
                .mapToLong(
                        option ->
                                option.map(recipe -> amount(recipe, nutrient))
                                        .orElse(BigDecimal.ZERO)
                                        .multiply(BigDecimal.valueOf(unit))
                                        .longValueExact())
                .toArray();
    }

    private static BigDecimal amount(Recipe recipe, Nutrient nutrient) {
        return RulesByHand.known(recipe.nutrients().get(nutrient));
    }

    /// Back from whole numbers.
    public BigDecimal amount(long scaled, Nutrient nutrient) {
        return BigDecimal.valueOf(scaled).divide(BigDecimal.valueOf(unit(nutrient)));
    }

    public long[] disliked(int slot) {
        return ones(slot, rules.brief().dislikes());
    }

    public long[] recent(int slot) {
        return ones(slot, rules.brief().recentItems());
    }

    private long[] ones(int slot, List<?> ids) {
        return options.get(slot).stream()
                .mapToLong(
                        option ->
                                option.filter(each -> ids.contains(each.id())).isPresent() ? 1 : 0)
                .toArray();
    }

    public long[] empty(int slot) {
        return options.get(slot).stream().mapToLong(option -> option.isEmpty() ? 1 : 0).toArray();
    }

    public long[] cents(int slot) {
        return options.get(slot).stream()
                .mapToLong(option -> option.map(ChoiceByHand::cents).orElse(0))
                .toArray();
    }

    public int targetKcal() {
        return choice.target();
    }

    /// @param indices of the options by slot
    public List<Optional<Recipe>> tray(int[] indices) {
        List<Optional<Recipe>> tray = new ArrayList<>();
        for (int i = 0; i < indices.length; i++) {
            tray.add(options.get(i).get(indices[i]));
        }
        return tray;
    }
}
