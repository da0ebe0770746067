package org.trayline.local.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.trayline.meal.diet.Nutrient.PROTEIN_G;
import static org.trayline.meal.diet.Nutrient.SODIUM_MG;
import static org.trayline.meal.diet.NutrientLimit.Per.DAY;
import static org.trayline.meal.diet.NutrientLimit.Per.MEAL;

import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

class ProofDrawingTest {

    static List<ProofPicture> pictures() {
        return Stream.of(
                        new Lunch(),
                        new Lunch().limit(SODIUM_MG, MEAL, "400", "800").disliking("chicken"),
                        new Lunch().after("bread").limit(SODIUM_MG, DAY, "500", "2000"),
                        new Lunch().after("bread").limit(SODIUM_MG, DAY, null, "300"),
                        new Lunch().limit(SODIUM_MG, MEAL, null, "450"),
                        new Lunch()
                                .limit(SODIUM_MG, MEAL, null, "100")
                                .limit(PROTEIN_G, MEAL, null, "10"),
                        new Lunch().limit(PROTEIN_G, MEAL, "99", null),
                        new Lunch().after("stew").limit(SODIUM_MG, DAY, null, "2000"))
                .map(Lunch::picture)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void aLineOfTheTerminalHasAtMost100Columns(ProofPicture picture) {
        String text = ProofText.of(picture, Glyphs.unicode(false));
        assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
        assertTrue(text.contains(picture.headline().substring(0, 20)), text);
        assertFalse(text.contains("\033"), "no colour where none is wanted");
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void asciiIsAsciiAlone(ProofPicture picture) {
        String text = ProofText.of(picture, Glyphs.ascii(false));
        assertTrue(text.chars().allMatch(c -> c < 128), text);
        assertFalse(text.contains("?"), text);
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void theFragmentIsWellFormedAndHasNeitherStyleNorScript(ProofPicture picture) throws Exception {
        String fragment = ProofHtml.fragment(picture);
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(fragment)));
        assertFalse(fragment.contains("style="), fragment);
        assertFalse(fragment.contains("<script"), fragment);
        Set<String> unknown = classes(fragment);
        unknown.removeIf(name -> ProofHtml.stylesheet().contains('.' + name));
        assertEquals(Set.of(), unknown, "classes that the stylesheet does not know");
    }

    private static Set<String> classes(String html) {
        Set<String> classes = new TreeSet<>();
        Pattern.compile("class=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(match -> match.group(1))
                .flatMap(names -> Stream.of(names.split(" ")))
                .forEach(classes::add);
        return classes;
    }

    @Test
    void everyClassOfTheStylesheetIsItsOwn() {
        List<String> foreign =
                Pattern.compile("\\.([a-z][a-z-]*)[ ,:.\\n{]")
                        .matcher(ProofHtml.stylesheet())
                        .results()
                        .map(match -> match.group(1))
                        .filter(name -> !name.startsWith("proof"))
                        .toList();
        assertEquals(List.of(), foreign);
    }

    @Test
    void theMarksStandWhereTheirAmountsAre() {
        String fragment =
                ProofHtml.fragment(
                        new Lunch().after("bread").limit(SODIUM_MG, DAY, null, "2000").picture());
        // The bar ends at 1.1 times 2,000.
        assertTrue(fragment.contains("class=\"proof-max\" x1=\"90.91%\""), fragment);
        assertTrue(
                fragment.contains("class=\"proof-eaten\" x=\"0.00%\" y=\"19\" width=\"10.00%\""),
                fragment);
        assertTrue(
                fragment.contains("class=\"proof-tray\" x=\"10.00%\" y=\"19\" width=\"42.27%\""),
                fragment);
        assertTrue(
                fragment.contains(
                        "class=\"proof-reserved\" x=\"52.27%\" y=\"19\" width=\"21.84%\""),
                fragment);
        assertFalse(fragment.contains("class=\"proof-over\" x="), fragment);
    }

    @Test
    void whatIsTooMuchIsSeen() {
        ProofPicture picture =
                new Lunch().after("bread").limit(SODIUM_MG, DAY, null, "300").picture();
        assertTrue(ProofHtml.fragment(picture).contains("class=\"proof-over\" x="));
        assertTrue(
                ProofText.of(picture, Glyphs.ascii(false))
                        .lines()
                        .anyMatch(line -> line.contains("sodium") && line.contains("!!!")),
                ProofText.of(picture, Glyphs.ascii(false)));
    }

    @Test
    void namesAreTextAndNeverMarkup() {
        String fragment = ProofHtml.fragment(new Lunch().picture());
        assertTrue(fragment.contains("Roast chicken &lt;with herbs&gt;"), fragment);
    }

    @Test
    void thePageNeedsNothingElse() {
        String page = ProofHtml.page(new Lunch().picture());
        assertTrue(page.startsWith("<!doctype html>"), page);
        assertFalse(Pattern.compile("(src|href)=|@import|url\\(").matcher(page).find(), page);
    }
}
