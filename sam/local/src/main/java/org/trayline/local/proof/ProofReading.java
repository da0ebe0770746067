package org.trayline.local.proof;

import static org.trayline.local.proof.Wording.amount;
import static org.trayline.local.proof.Wording.number;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trayline.local.proof.ProofPicture.Fact;
import org.trayline.local.proof.ProofPicture.Finding;
import org.trayline.local.proof.ProofPicture.KeptOff;
import org.trayline.meal.composition.KcalTarget;
import org.trayline.meal.composition.Proof;
import org.trayline.meal.diet.DietProfile;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.RecipeId;
import org.trayline.meal.recipe.RejectionRule;
import org.trayline.store.PostgresPastCatalogs.Past;

/// Reads a proof as a person would: makes its picture.
public final class ProofReading {
    private final StoredTray tray;
    private final Proof proof;
    private final Function<RecipeId, String> nameOf;
    private final @Nullable Catalog catalog;

    private ProofReading(StoredTray tray, Proof proof, @Nullable Past past) {
        this.tray = tray;
        this.proof = proof;
        Map<RecipeId, String> names = past == null ? Map.of() : past.names();
        this.nameOf = id -> names.getOrDefault(id, id.value());
        this.catalog = past == null ? null : past.catalog();
    }

    /// @param proof of the tray
    /// @param past the recipes of then; null where they are not known: ids stand for names
    public static ProofPicture picture(StoredTray tray, Proof proof, @Nullable Past past) {
        return new ProofReading(tray, proof, past).picture();
    }

    private ProofPicture picture() {
        Finding finding = new FindingReading(proof, nameOf, catalog).finding();
        return new ProofPicture(
                tray.id().value(),
                tray.facilityId().value(),
                tray.serviceDate(),
                Wording.meal(tray.mealPeriod()),
                tray.status(),
                headline(finding),
                keptTo(proof.brief().profile()),
                tray.flags().stream().map(Wording::flag).toList(),
                proof.target() == null ? null : target(proof.target()),
                new LimitReading(proof).bars(),
                keptOff(),
                finding);
    }

    private String headline(Finding finding) {
        return switch (finding) {
            case Finding.Tray best -> "The best tray: " + best.kcal() + fromTarget() + '.';
            case Finding.NoTray _ ->
                    "Held: no tray keeps to every limit and fills every required slot.";
            case Finding.TotalUnknown _ ->
                    "Held: what the day's other trays come to is unknown, and unknown is not zero.";
            case Finding.GaveUp() ->
                    "Held: the search was ended at its bound. There may be a tray; none was proved"
                            + " to be the best.";
        };
    }

    private String fromTarget() {
        KcalTarget target = proof.target();
        Proof.RankedTray best = proof.tray();
        if (target == null || best == null) {
            return "";
        }
        int side = best.kcal().compareTo(BigDecimal.valueOf(target.kcal()));
        return side == 0
                ? ", just what it aims at"
                : ", %s kcal %s what it aims at"
                        .formatted(
                                number(best.standing().kcalFromTarget()),
                                side > 0 ? "above" : "below");
    }

    private static List<Fact> keptTo(DietProfile profile) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Texture", Wording.texture(profile.foodTexture())));
        facts.add(new Fact("Drinks", Wording.thickness(profile.drinkThickness())));
        if (!profile.dietTags().isEmpty()) {
            facts.add(new Fact("Only", Wording.and(Wording.words(profile.dietTags()))));
        }
        if (!profile.excludedAllergens().isEmpty()) {
            facts.add(new Fact("Without", Wording.and(Wording.words(profile.excludedAllergens()))));
        }
        return facts;
    }

    private String target(KcalTarget target) {
        String meal = Wording.meal(proof.brief().mealPeriod());
        String day = "the day's " + amount(target.dayKcal(), "kcal") + howTheDay();
        if (target.capped()) {
            return "The tray aims at %s kcal: a quarter more than %s's share of %s of %s, which is the most that a meal may aim at."
                    .formatted(
                            number(BigDecimal.valueOf(target.kcal())),
                            meal,
                            number(target.share()),
                            day);
        }
        String eaten =
                target.eatenKcal().signum() == 0
                        ? ", of which nothing is eaten yet"
                        : ", less " + number(target.eatenKcal()) + " on the day's other trays";
        String part =
                target.share().compareTo(target.shares()) == 0
                        ? "all that is left"
                        : "%s of the %s that the meals still to come share"
                                .formatted(number(target.share()), number(target.shares()));
        return "The tray aims at %s kcal: %s of %s%s."
                .formatted(number(BigDecimal.valueOf(target.kcal())), part, day, eaten);
    }

    private String howTheDay() {
        DietProfile profile = proof.brief().profile();
        BigDecimal min = profile.minKcalDay();
        BigDecimal max = profile.maxKcalDay();
        if (min != null && max != null && min.compareTo(max) != 0) {
            return " (the middle of %s and %s)".formatted(number(min), number(max));
        }
        if (min != null) {
            return max != null ? " (as ordered)" : " (the order's minimum)";
        }
        return max != null ? " (the order's maximum)" : " (the order says none)";
    }

    private List<KeptOff> keptOff() {
        return proof.rejected().stream()
                .map(
                        rejection ->
                                new KeptOff(
                                        Wording.rule(
                                                rejection.rule(),
                                                proof.brief().mealPeriod(),
                                                proof.brief().profile()),
                                        rejection.count(),
                                        rejection.recipes().stream().map(nameOf).toList(),
                                        rejection.rule() == RejectionRule.PERIOD))
                .toList();
    }
}
