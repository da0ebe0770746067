package org.trayline.local.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.trayline.meal.diet.Nutrient.PROTEIN_G;
import static org.trayline.meal.diet.Nutrient.SODIUM_MG;
import static org.trayline.meal.diet.NutrientLimit.Per.DAY;
import static org.trayline.meal.diet.NutrientLimit.Per.MEAL;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.trayline.local.proof.ProofPicture.Contest;
import org.trayline.local.proof.ProofPicture.Finding;
import org.trayline.local.proof.ProofPicture.KeptOff;
import org.trayline.local.proof.ProofPicture.LimitBar;
import org.trayline.local.proof.ProofPicture.Place;
import org.trayline.local.proof.ProofPicture.Standing;
import org.trayline.meal.order.Flag;
import org.trayline.meal.patient.Allergen;

class ProofReadingTest {

    private static List<String> sentences(ProofPicture picture) {
        return picture.limits().stream().map(LimitBar::sentence).toList();
    }

    @Test
    void saysOfALimitPerMealWhatIsOnTheTray() {
        ProofPicture picture = new Lunch().limit(SODIUM_MG, MEAL, "400", "800").picture();
        assertEquals(
                List.of("700.5 mg on this tray, between 400 and 800 mg: 99.5 mg to spare."),
                sentences(picture));
        assertEquals(Standing.WITHIN, picture.limits().getFirst().standing());
    }

    @Test
    void saysOfALimitPerDayWhatIsEatenAndKeptBack() {
        ProofPicture picture =
                new Lunch().after("bread").limit(SODIUM_MG, DAY, null, "2000").picture();
        assertEquals(
                List.of(
                        "220 eaten + 930 on this tray + 480.5 kept back for later = 1,630.5 mg, at"
                                + " most 2,000 mg: 369.5 mg to spare."),
                sentences(picture));
    }

    @Test
    void saysOfADayBelowItsMinimumHowMuchIsStillToCome() {
        ProofPicture picture = new Lunch().limit(PROTEIN_G, DAY, "80", null).picture();
        assertEquals(
                List.of(
                        "0 eaten + 38 on this tray + 25 kept back for later = 63 g, at least 80 g:"
                                + " 42 g still to come."),
                sentences(picture));
        assertEquals(Standing.BELOW, picture.limits().getFirst().standing());
    }

    @Test
    void saysHowTheTargetCameAbout() {
        assertEquals(
                "The tray aims at 700 kcal: 0.35 of the 0.75 that the meals still to come share of"
                        + " the day's 1,660 kcal (the order's maximum), less 160 on the day's other"
                        + " trays.",
                new Lunch().after("bread").atMostADay("1660").picture().target());
        assertEquals(
                "The tray aims at 875 kcal: a quarter more than lunch's share of 0.35 of the day's"
                        + " 2,000 kcal (the order says none), which is the most that a meal may aim"
                        + " at.",
                new Lunch().picture().target());
    }

    @Test
    void setsTheTrayBesideTheNextBest() {
        Finding.Tray tray =
                assertInstanceOf(
                        Finding.Tray.class, new Lunch().disliking("chicken").picture().finding());
        assertEquals(
                List.of(
                        new Place("entree", "Stew of the house", "Fish & potatoes"),
                        new Place("side", "Bread roll", "Bread roll"),
                        new Place("drink", "Milk", "Milk")),
                tray.places());
        Contest against = assertNotNullContest(tray);
        assertEquals(
                "It is nearer to the target: 195 kcal from it, the next best 215 (in whole steps of"
                        + " 50: 3 against 4).",
                against.decision());
        assertEquals(
                List.of(
                        "whole steps of 150 kcal from the target",
                        "optional slots left empty",
                        "items that the patient dislikes",
                        "whole steps of 50 kcal from the target"),
                against.criteria().stream()
                        .filter(ProofPicture.Weighed::reached)
                        .map(ProofPicture.Weighed::criterion)
                        .toList());
    }

    private static Contest assertNotNullContest(Finding.Tray tray) {
        Contest against = tray.against();
        assertNotNull(against);
        return against;
    }

    @Test
    void namesTheRecipesThatFellOutByRule() {
        ProofPicture picture =
                new Lunch().without(Allergen.MILK).limit(SODIUM_MG, MEAL, null, "800").picture();
        assertEquals(
                List.of(
                        new KeptOff("contains an allergen to avoid", 1, List.of("Milk"), false),
                        new KeptOff(
                                "the amount of a limited nutrient is unknown",
                                1,
                                List.of("Stew of the house"),
                                false)),
                picture.keptOff());
    }

    @Test
    void saysWhatCannotHoldTogetherAndTheLeastThatWouldDo() {
        ProofPicture picture = new Lunch().limit(SODIUM_MG, MEAL, null, "450").picture();
        assertEquals(
                new Finding.NoTray(
                        List.of(
                                "at most 450 mg sodium in this meal",
                                "something in the slot entree"),
                        "With sodium at 480.5 mg instead of 450 mg per meal there is a tray.",
                        true),
                picture.finding());
        LimitBar bar = picture.limits().getFirst();
        assertEquals(true, bar.binds());
        assertNotNull(bar.relaxed());
        assertEquals("At most 450 mg per meal; no tray.", bar.sentence());
    }

    @Test
    void saysWhereNoSingleChangeWouldDo() {
        ProofPicture picture =
                new Lunch()
                        .limit(SODIUM_MG, MEAL, null, "100")
                        .limit(PROTEIN_G, MEAL, null, "10")
                        .picture();
        Finding.NoTray held = assertInstanceOf(Finding.NoTray.class, picture.finding());
        assertEquals("No change of one limit alone would make a tray.", held.relaxation());
    }

    @Test
    void saysWhatIsUnknownOfTheDay() {
        ProofPicture picture =
                new Lunch().after("stew").limit(SODIUM_MG, DAY, null, "2000").picture();
        assertEquals(
                new Finding.TotalUnknown(List.of("Stew of the house at breakfast: sodium unknown")),
                picture.finding());
        assertEquals(
                List.of("What was eaten is unknown; at most 2,000 mg per day."),
                sentences(picture));
        assertNull(picture.target());
    }

    @Test
    void saysIdsWhereTheRecipesOfThenAreNotKnown() {
        Finding.Tray tray =
                assertInstanceOf(
                        Finding.Tray.class, new Lunch().ofForgottenRecipes().picture().finding());
        assertEquals(
                List.of("stew", "bread", "milk"), tray.places().stream().map(Place::item).toList());
    }

    @Test
    void saysOfSidesThatContradictEachOtherWhatTheyAre() {
        assertEquals(
                List.of("At least 75 but at most 45 g per meal; no tray."),
                sentences(new Lunch().limit(PROTEIN_G, MEAL, "75", "45").picture()));
        assertEquals(
                List.of("Exactly 50 g per meal; no tray."),
                sentences(new Lunch().limit(PROTEIN_G, MEAL, "50", "50").picture()));
    }

    @Test
    void saysThatTheHouseDietIsForReview() {
        assertEquals(
                List.of("House diet: there is no diet order. For review."),
                new Lunch().flagged(Flag.HOUSE_DIET).picture().flags());
    }
}
