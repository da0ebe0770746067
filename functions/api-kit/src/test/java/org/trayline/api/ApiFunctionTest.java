package org.trayline.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trayline.testinvocation.GatewayCall;
import org.trayline.testinvocation.Invocation;

class ApiFunctionTest {
    private enum Size {
        SMALL,
        LARGE
    }

    private record Hello(String name, @Nullable LocalDate date, @Nullable Size size, int count) {}

    private static final class AwayForNow extends RuntimeException {}

    private static final class Greeter extends ApiFunction {
        private static final Set<Role> NURSES = EnumSet.of(Role.NURSING, Role.DIETITIAN);

        Greeter() {
            super(
                    Set.of(AwayForNow.class),
                    List.of(
                            Route.get("/hello/{name}", NURSES, Greeter::hello),
                            Route.get("/nothing", NURSES, Greeter::nothing),
                            Route.get("/away", NURSES, Greeter::away),
                            Route.get("/broken", NURSES, Greeter::broken)));
        }

        private static ApiAnswer hello(Parameters parameters) {
            var name = parameters.path("name", t -> t.length() < 4 ? t : null, "must be short");
            var date = parameters.required("date", LocalDate::parse, "must be a date YYYY-MM-DD");
            var size = parameters.optional("size", Size.class);
            var count = parameters.optionalNumber("count", 1, 20);
            parameters.check();
            return ApiAnswer.ok(new Hello(name.get(), date.get(), size.orNull(), count.orElse(10)));
        }

        private static ApiAnswer nothing(Parameters parameters) {
            parameters.check();
            return ApiAnswer.ok(new Hello("none", null, null, 0));
        }

        private static ApiAnswer away(Parameters parameters) {
            throw new AwayForNow();
        }

        private static ApiAnswer broken(Parameters parameters) {
            throw new IllegalStateException("patient Miller");
        }
    }

    private final Invocation greeter = new Invocation(new Greeter());

    private static GatewayCall hello(String name) {
        return GatewayCall.get("/hello/{name}").path("name", name);
    }

    private static GatewayCall helloOnADay() {
        return hello("Ann").query("date", "2026-11-20");
    }

    @Test
    void answersWithWhatTheRouteMakes() {
        var answer = helloOnADay().query("size", "LARGE").query("count", "7").to(greeter);
        assertEquals(200, answer.status());
        assertEquals(
                "{\"name\":\"Ann\",\"date\":\"2026-11-20\",\"size\":\"LARGE\",\"count\":7}",
                answer.body());
        assertEquals("application/json", answer.header("Content-Type"));
        assertEquals("no-store", answer.header("Cache-Control"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        var answer =
                hello("Annabel")
                        .query("size", "HUGE")
                        .query("count", "21")
                        .query("colour", "red")
                        .to(greeter);
        assertEquals(400, answer.status());
        assertEquals("application/problem+json", answer.header("Content-Type"));
        assertEquals(
                """
                {"type":"https://trayline.org/problems/invalid-parameters",\
                "title":"The request's parameters are not valid","status":400,\
                "detail":"5 parameters are not valid: name, date, size, count, colour","errors":[\
                {"field":"name","value":"Annabel","rule":"must be short"},\
                {"field":"date","value":null,"rule":"is required: must be a date YYYY-MM-DD"},\
                {"field":"size","value":"HUGE","rule":"must be one of SMALL, LARGE"},\
                {"field":"count","value":"21","rule":"must be a whole number from 1 to 20"},\
                {"field":"colour","value":"red",\
                "rule":"is not known: there are count, date, size"}]}""",
                answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "", " 7", "7e0", "99999999999", "\u0667"})
    void aNumberIsPlainDigitsWithinItsBounds(String count) {
        var answer = helloOnADay().query("count", count).to(greeter);
        assertEquals(400, answer.status());
        assertEquals("count", answer.json().at("/errors/0/field").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "20261120", "today", ""})
    void aDateIsADayThatThereIs(String date) {
        var answer = hello("Ann").query("date", date).to(greeter);
        assertEquals(400, answer.status());
        assertEquals(date, answer.json().at("/errors/0/value").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"large", "LARGE ", "1", ""})
    void aCodeIsSpeltAsItIs(String size) {
        var answer = helloOnADay().query("size", size).to(greeter);
        assertEquals(400, answer.status());
        assertEquals("must be one of SMALL, LARGE", answer.json().at("/errors/0/rule").asText());
    }

    @Test
    void aParameterIsGivenOnce() {
        var answer = hello("Ann").query("date", "2026-11-20", "2026-11-21").to(greeter);
        assertEquals(400, answer.status());
        assertEquals("must be given once", answer.json().at("/errors/0/rule").asText());
        assertEquals("2026-11-20, 2026-11-21", answer.json().at("/errors/0/value").asText());
    }

    @Test
    void aTextHasNoZeroInIt() {
        var answer = helloOnADay().query("size", "SMALL\0").to(greeter);
        assertEquals("must not contain U+0000", answer.json().at("/errors/0/rule").asText());
    }

    @Test
    void aLongValueIsCut() {
        var answer = helloOnADay().query("x", "y".repeat(5000)).to(greeter);
        assertEquals("y".repeat(100), answer.json().at("/errors/0/value").asText());
    }

    @Test
    void wherePathsHaveNoParametersNoneIsTaken() {
        var answer = GatewayCall.get("/nothing").query("a", "b").to(greeter);
        assertEquals(
                "is not known: there are no parameters here",
                answer.json().at("/errors/0/rule").asText());
    }

    @Test
    void whomNoAuthorizerKnowsIsNotAnswered() {
        for (GatewayCall call :
                List.of(
                        helloOnADay().fromNobody(),
                        helloOnADay().from(" ", "nursing", "f1"),
                        GatewayCall.get("/goodbye").fromNobody())) {
            var answer = call.to(greeter);
            assertEquals(401, answer.status());
            assertEquals("Bearer", answer.header("WWW-Authenticate"));
            assertEquals("Authorization", answer.at("/errors/0/field"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"kitchen", "integration,kitchen", "nurses", "NURSING", ""})
    void whoHasNoneOfTheRolesMayNot(String roles) {
        var answer = helloOnADay().from("c1", roles, "f1").to(greeter);
        assertEquals(403, answer.status());
        assertEquals("must be one of nursing, dietitian", answer.at("/errors/0/rule"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nursing", "kitchen,dietitian", "[admins nursing]"})
    void whoHasOneOfTheRolesMay(String roles) {
        assertEquals(200, helloOnADay().from("c1", roles, "f1").to(greeter).status());
    }

    @Test
    void aPathThatIsNotThereIsNotFound() {
        var answer = GatewayCall.get("/goodbye").to(greeter);
        assertEquals(404, answer.status());
        assertEquals("path", answer.json().at("/errors/0/field").asText());
        assertEquals("/goodbye", answer.json().at("/errors/0/value").asText());
    }

    @Test
    void aMethodThatThePathDoesNotTakeIsRefusedWithThoseThatItTakes() {
        var answer = GatewayCall.of("DELETE", "/nothing").to(greeter);
        assertEquals(405, answer.status());
        assertEquals("GET", answer.header("Allow"));
        assertEquals("DELETE", answer.json().at("/errors/0/value").asText());
        assertEquals("must be one of GET", answer.json().at("/errors/0/rule").asText());
    }

    @Test
    void whatMayGoThroughLaterSaysSo() {
        var answer = GatewayCall.get("/away").to(greeter);
        assertEquals(503, answer.status());
        assertEquals("1", answer.header("Retry-After"));
    }

    @Test
    void aFaultThatNoOneExpectsIsLambdasToReport() {
        GatewayCall call = GatewayCall.get("/broken");
        assertThrows(IllegalStateException.class, () -> call.to(greeter));
        String line = greeter.log().getFirst();
        assertTrue(line.contains("\"outcome\":\"java.lang.IllegalStateException\""), line);
        assertFalse(line.contains("Miller"), line);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'%s', 304",
                "'W/%s', 304",
                "'\"other\", %s', 304",
                "*, 304",
                "'\"other\"', 200",
                "'', 200"
            })
    void whatTheCallerHasIsNotSentAgain(String ifNoneMatch, int status) {
        var first = GatewayCall.get("/nothing").to(greeter);
        String tag = first.header("ETag");
        var again =
                GatewayCall.get("/nothing")
                        .header("if-None-match", ifNoneMatch.formatted(tag))
                        .to(greeter);
        assertEquals(status, again.status());
        assertEquals(tag, again.header("ETag"));
        assertEquals(status == 304 ? "" : first.body(), again.body());
    }

    @Test
    void anotherAnswerHasAnotherTag() {
        var one = helloOnADay().query("count", "1").to(greeter);
        var two = helloOnADay().query("count", "2").header("If-None-Match", one.header("ETag"));
        assertEquals(200, two.to(greeter).status());
    }

    @Test
    void logsTheRouteAndTheStatusAndNoValue() {
        helloOnADay().to(greeter);
        String line = greeter.log().getFirst();
        assertTrue(line.contains("\"subject\":\"GET /hello/{name}\",\"outcome\":\"200\""), line);
        assertFalse(line.contains("Ann"), line);
    }
}
