package org.trayline.local.feasibility;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.composition.Proof.LimitRelaxation;
import org.trayline.meal.feasibility.Fix;
import org.trayline.meal.feasibility.Gap;
import org.trayline.meal.feasibility.Group;
import org.trayline.meal.feasibility.Help;
import org.trayline.meal.feasibility.Room;
import org.trayline.meal.patient.Location;

/// How the report says things, the same in table and CSV.
final class Wording {
    private Wording() {}

    /// What would help a group: the recipe that helps most, or else what a new one would have to
    /// be.
    static String help(Group group) {
        if (!group.helps().isEmpty()) {
            Help most = group.helps().getFirst();
            return "%s: %s; helps %s%d of %d"
                    .formatted(
                            most.recipeId(),
                            toDo(most.fix()),
                            isCertain(most.fix()) ? "" : "up to ",
                            most.patients(),
                            group.patients());
        }
        if (!group.gaps().isEmpty()) {
            Gap gap = group.gaps().getFirst();
            return "no recipe at hand helps; a new one for %d of %d would have to be: %s"
                    .formatted(gap.patients(), group.patients(), needs(gap));
        }
        return "no single recipe helps";
    }

    static String toDo(Fix fix) {
        return switch (fix) {
            case COOK_MORE -> "cook more of it";
            case SERVE_THEN_TOO -> "serve it at this meal too";
            case RECORD_ALLERGENS -> "record its allergens";
            case RECORD_NUTRIENTS -> "record its nutrients";
        };
    }

    static boolean isCertain(Fix fix) {
        return switch (fix) {
            case COOK_MORE, SERVE_THEN_TOO -> true;
            case RECORD_ALLERGENS, RECORD_NUTRIENTS -> false;
        };
    }

    private static String needs(Gap gap) {
        List<String> needs = new ArrayList<>();
        needs.add(String.join(" or ", gap.courses()));
        needs.add(
                "food %s, drink %s"
                        .formatted(gap.foodTexture().code(), gap.drinkThickness().code()));
        needs.addAll(gap.dietTags());
        if (!gap.withoutAllergens().isEmpty()) {
            needs.add(
                    "without "
                            + gap.withoutAllergens().stream()
                                    .map(Enum::name)
                                    .collect(Collectors.joining(" ")));
        }
        gap.rooms().forEach(room -> needs.add(room(room)));
        return String.join(", ", needs);
    }

    private static String room(Room room) {
        return Stream.of(amount(" >= ", room.atLeast()), amount(" <= ", room.atMost()))
                .collect(Collectors.joining("", room.nutrient().column(), ""));
    }

    private static String amount(String relation, @Nullable BigDecimal amount) {
        return amount == null ? "" : relation + plain(amount);
    }

    static String relaxation(@Nullable LimitRelaxation relaxation) {
        return relaxation == null
                ? ""
                : "%s %s %s %s -> %s"
                        .formatted(
                                relaxation.nutrient().column(),
                                relaxation.per(),
                                relaxation.side().name().toLowerCase(Locale.ROOT),
                                plain(relaxation.from()),
                                plain(relaxation.to()));
    }

    static String place(Location location) {
        return Stream.of(location.unit(), location.room(), location.bed())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
    }

    private static String plain(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
