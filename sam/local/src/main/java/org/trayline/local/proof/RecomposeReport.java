package org.trayline.local.proof;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.trayline.local.proof.CanonicalJson.Difference;
import org.trayline.local.proof.Recomposition.Verdict;
import org.trayline.meal.order.TrayOrderId;

/// What came of composing many trays again: how many are the same, and all that is not.
public final class RecomposeReport {
    private static final int SHOWN = 26;

    private final List<Row> notIdentical = new ArrayList<>();
    private int identical;
    private int differ;
    private int otherShape;
    private int recipesUnknown;
    private int withoutProof;

    private record Row(TrayOrderId id, Verdict verdict) {}

    public void add(TrayOrderId id, Verdict verdict) {
        switch (verdict) {
            case Verdict.Identical() -> identical++;
            case Verdict.Differs _ -> differ++;
            case Verdict.OtherShape() -> otherShape++;
            case Verdict.RecipesUnknown _ -> recipesUnknown++;
            case Verdict.WithoutProof() -> withoutProof++;
        }
        if (!(verdict instanceof Verdict.Identical)) {
            notIdentical.add(new Row(id, verdict));
        }
    }

    public boolean anyDiffers() {
        return differ > 0;
    }

    /// Lines of at most 100 columns.
    public String text() {
        StringBuilder text = new StringBuilder();
        count(text, "identical, bit for bit", identical);
        count(text, "different", differ);
        count(text, "proof of another shape: not compared", otherShape);
        count(text, "recipes of then unknown: not compared", recipesUnknown);
        count(text, "without a proof: nothing was composed", withoutProof);
        for (Row row : notIdentical) {
            switch (row.verdict()) {
                case Verdict.Identical() -> {}
                case Verdict.Differs(List<Difference> differences) -> {
                    text.append(String.format(Locale.ROOT, "%n  %s%n", row.id()));
                    text.append(line("field", "as it was written", "as it is composed today"));
                    differences.forEach(
                            each -> text.append(line(each.pointer(), each.one(), each.other())));
                }
                case Verdict.OtherShape() ->
                        text.append(note(row.id(), "its proof has the fields of another version"));
                case Verdict.RecipesUnknown(long version) ->
                        text.append(
                                note(row.id(), "nothing is kept of catalogue version " + version));
                case Verdict.WithoutProof() ->
                        text.append(note(row.id(), "has no proof: nothing was composed for it"));
            }
        }
        return text.toString();
    }

    private static void count(StringBuilder text, String label, int count) {
        if (count > 0 || label.startsWith("identical") || label.equals("different")) {
            text.append(String.format(Locale.ROOT, "  %-40s %8d%n", label, count));
        }
    }

    private static String note(TrayOrderId id, String note) {
        return String.format(Locale.ROOT, "%n  %s%n    %s%n", id, note);
    }

    private static String line(String field, @Nullable String one, @Nullable String other) {
        String line =
                String.format(
                        Locale.ROOT,
                        "    %-40s %-26s %-26s",
                        ending(field),
                        beginning(one),
                        beginning(other));
        return line.stripTrailing() + System.lineSeparator();
    }

    /// Of a long pointer the end says more.
    private static String ending(String pointer) {
        return pointer.length() <= 40 ? pointer : "…" + pointer.substring(pointer.length() - 39);
    }

    private static String beginning(@Nullable String value) {
        if (value == null) {
            return "-";
        }
        return value.length() <= SHOWN ? value : value.substring(0, SHOWN - 1) + "…";
    }

    /// One JSON document.
    public String json() {
        JsonMapper mapper = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        ObjectNode json = mapper.createObjectNode();
        json.put("identical", identical);
        json.put("different", differ);
        json.put("otherShape", otherShape);
        json.put("recipesUnknown", recipesUnknown);
        json.put("withoutProof", withoutProof);
        ArrayNode rows = json.putArray("notIdentical");
        for (Row row : notIdentical) {
            ObjectNode each = rows.addObject().put("trayOrderId", row.id().value());
            switch (row.verdict()) {
                case Verdict.Identical() -> {}
                case Verdict.Differs(List<Difference> differences) -> {
                    each.put("verdict", "DIFFERENT");
                    ArrayNode fields = each.putArray("differences");
                    differences.forEach(
                            field ->
                                    fields.addObject()
                                            .put("field", field.pointer())
                                            .put("written", field.one())
                                            .put("composedToday", field.other()));
                }
                case Verdict.OtherShape() -> each.put("verdict", "OTHER_SHAPE");
                case Verdict.RecipesUnknown(long version) ->
                        each.put("verdict", "RECIPES_UNKNOWN").put("catalogVersion", version);
                case Verdict.WithoutProof() -> each.put("verdict", "WITHOUT_PROOF");
            }
        }
        try {
            return mapper.writeValueAsString(json);
        } catch (JacksonException e) {
            throw new IllegalStateException(e);
        }
    }
}
