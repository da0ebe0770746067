package org.trayline.importhospital;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trayline.meal.diet.Nutrient;
import org.trayline.meal.patient.Allergen;

/// What one kind of cell may hold, and how it is read.
///
/// @param rule what a text must be that can be read
record Cell(String rule, Reading reading) {

    /// Makes PostgreSQL's text of a value from a cell's text; null for NULL.
    @FunctionalInterface
    interface Reading {
        /// @param zone of times without an offset
        /// @throws IllegalArgumentException where the text breaks the rule
        /// @throws java.time.DateTimeException likewise
        @Nullable String of(String text, ZoneId zone);
    }

    private static final Pattern RECORD_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern CODE = Pattern.compile("[A-Z0-9_]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern TIME_OF_DAY = Pattern.compile("[0-9]{2}:[0-9]{2}(:[0-9]{2})?");
    private static final int LONGEST_SLOT = 64;
    private static final int LARGEST_OFFSET_SECONDS = 14 * 3600;

    private static final DateTimeFormatter ISO_DATE =
            new DateTimeFormatterBuilder()
                    .appendValue(ChronoField.YEAR, 4)
                    .appendPattern("-MM-dd")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .withChronology(IsoChronology.INSTANCE);
    private static final DateTimeFormatter ISO_TIME =
            new DateTimeFormatterBuilder()
                    .append(ISO_DATE)
                    .appendPattern("'T'HH:mm[:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
                    .appendPattern("]")
                    .optionalStart()
                    .appendOffset("+HH:mm", "Z")
                    .toFormatter(Locale.ROOT)
                    .withResolverStyle(ResolverStyle.STRICT)
                    .withChronology(IsoChronology.INSTANCE);

    static final Cell ID =
            new Cell(
                    "must be an id: 1 to 64 characters of A-Z, a-z, 0-9, dot, _ and -",
                    (text, zone) -> matched(text, RECORD_ID));
    static final Cell COURSE =
            new Cell(
                    "must be a code: 1 to 64 characters of A-Z, 0-9 and _",
                    (text, zone) -> matched(text, CODE));
    static final Cell COURSES =
            new Cell(
                    "must be one or more codes of A-Z, 0-9 and _, separated by ;",
                    (text, zone) -> list(text, Cell::isCode));
    static final Cell DIET_TAGS =
            new Cell(
                    "must be codes of A-Z, 0-9 and _, separated by ; or blank",
                    (text, zone) -> text.isEmpty() ? "{}" : list(text, Cell::isCode));
    static final Cell ALLERGENS = allergens();
    static final Cell NUTRIENT = nutrient();

    /// A blank one is an empty text.
    static final Cell TEXT =
            new Cell("must be without control characters", (text, zone) -> printable(text));

    /// A blank one is no text.
    static final Cell REMARK =
            new Cell(TEXT.rule(), (text, zone) -> text.isBlank() ? null : printable(text));

    static final Cell SLOT =
            new Cell("must be a name of 1 to 64 characters", (text, zone) -> slot(text));
    static final Cell ZONE =
            new Cell("must be a time zone such as Europe/Berlin", (text, zone) -> zone(text));

    /// A blank one is false.
    static final Cell FLAG = new Cell("must be true, false or blank", (text, zone) -> flag(text));

    static final Cell AMOUNT_OR_BLANK =
            new Cell(
                            "must be a plain number from 0 up, of at most 12 digits and 6 decimals",
                            (text, zone) -> matched(text, NUMBER))
                    .orBlank();
    static final Cell COUNT =
            new Cell(
                    "must be a whole number from 0 up, of at most 9 digits",
                    (text, zone) -> matched(text, WHOLE_NUMBER));
    static final Cell CENTS_OR_BLANK = COUNT.orBlank();
    static final Cell KCAL_SHARE =
            new Cell(
                    "must be a fraction above 0 and at most 1, of at most 6 decimals",
                    (text, zone) -> share(text));
    static final Cell LOCAL_TIME =
            new Cell("must be a time of day such as 07:00", (text, zone) -> timeOfDay(text));
    static final Cell DATE =
            new Cell("must be a date such as 2026-11-20", (text, zone) -> date(text));
    static final Cell DATE_OR_BLANK = DATE.orBlank();
    static final Cell TIME_OR_BLANK =
            new Cell(
                            "must be an ISO-8601 time such as 2026-11-20T07:00 or"
                                    + " 2026-11-20T07:00+01:00",
                            Cell::time)
                    .orBlank();

    static Cell oneOf(Enum<?>[] constants) {
        return oneOf(names(constants));
    }

    static Cell oneOf(Collection<String> codes) {
        return new Cell(
                "must be one of " + String.join(", ", codes),
                (text, zone) -> codes.contains(text) ? text : refused());
    }

    /// A blank list is empty.
    static Cell listOf(Collection<String> codes) {
        return new Cell(
                "must be some of " + String.join(", ", codes) + ", separated by ; or blank",
                (text, zone) -> text.isEmpty() ? "{}" : list(text, codes::contains));
    }

    /// The same, where a blank is no value.
    Cell orBlank() {
        return new Cell(
                rule + ", or blank",
                (text, zone) -> text.isEmpty() ? null : reading.of(text, zone));
    }

    static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).<String>map(Enum::name).toList();
    }

    /// A blank list is unknown, NONE is empty.
    private static Cell allergens() {
        List<String> codes = names(Allergen.values());
        return new Cell(
                "must be NONE or some of "
                        + String.join(", ", codes)
                        + ", separated by ; or blank where they are unknown",
                (text, zone) ->
                        switch (text) {
                            case "" -> null;
                            case "NONE" -> "{}";
                            default -> list(text, codes::contains);
                        });
    }

    private static Cell nutrient() {
        List<String> columns = Arrays.stream(Nutrient.values()).map(Nutrient::column).toList();
        return new Cell(
                "must be one of " + String.join(", ", columns),
                (text, zone) -> columns.contains(text) ? text.toUpperCase(Locale.ROOT) : refused());
    }

    /// A list is a set: neither its order nor a repeated element changes what is stored.
    private static String list(String text, Predicate<String> element) {
        Collection<String> elements = new TreeSet<>(Arrays.asList(text.split(";", -1)));
        return elements.stream().allMatch(element)
                ? '{' + String.join(",", elements) + '}'
                : refused();
    }

    private static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    private static String matched(String text, Pattern pattern) {
        return pattern.matcher(text).matches() ? text : refused();
    }

    private static String printable(String text) {
        boolean printable =
                text.chars()
                        .allMatch(
                                c ->
                                        !Character.isISOControl(c)
                                                || c == '\t'
                                                || c == '\n'
                                                || c == '\r');
        return printable ? text : refused();
    }

    private static String slot(String text) {
        return text.isBlank() || text.length() > LONGEST_SLOT ? refused() : printable(text);
    }

    private static String zone(String text) {
        return ZoneId.getAvailableZoneIds().contains(text) ? text : refused();
    }

    private static String flag(String text) {
        return switch (text) {
            case "true", "false" -> text;
            case "" -> "false";
            default -> refused();
        };
    }

    private static String share(String text) {
        BigDecimal share = new BigDecimal(matched(text, NUMBER));
        return share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0 ? text : refused();
    }

    private static String timeOfDay(String text) {
        return LocalTime.parse(matched(text, TIME_OF_DAY)).toString();
    }

    private static String date(String text) {
        LocalDate date = LocalDate.parse(text, ISO_DATE);
        return date.getYear() > 0 ? date.toString() : refused();
    }

    /// A time that a DST change skips moves forward by the gap, of a repeated one the earlier is
    /// meant.
    private static String time(String text, ZoneId zone) {
        TemporalAccessor parsed = ISO_TIME.parse(text);
        LocalDateTime local = LocalDateTime.from(parsed);
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        boolean possible =
                offset == null || Math.abs(offset.getTotalSeconds()) <= LARGEST_OFFSET_SECONDS;
        if (local.getYear() == 0 || !possible) {
            return refused();
        }
        return (offset == null ? local.atZone(zone).toOffsetDateTime() : local.atOffset(offset))
                .toString();
    }

    private static String refused() {
        throw new IllegalArgumentException();
    }
}
