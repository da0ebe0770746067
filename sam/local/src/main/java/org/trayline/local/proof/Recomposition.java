package org.trayline.local.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.trayline.kit.MessageMalformed;
import org.trayline.kit.StrictJson;
import org.trayline.local.proof.CanonicalJson.Difference;
import org.trayline.meal.composition.Composition;
import org.trayline.meal.composition.Proof;
import org.trayline.meal.composition.TrayComposer;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.order.Flag;
import org.trayline.meal.order.TrayItem;
import org.trayline.store.PostgresPastCatalogs;
import org.trayline.store.PostgresPastCatalogs.Past;

/// Composes trays again, with the recipes of then and the code of today, and compares.
public final class Recomposition {
    private static final Set<String> FIELDS_OF_A_PROOF =
            Arrays.stream(Proof.class.getRecordComponents())
                    .map(component -> component.getName())
                    .collect(Collectors.toUnmodifiableSet());

    private final PostgresPastCatalogs catalogs;
    private final TrayComposer composer = new TrayComposer();
    private @Nullable Version version;
    private Optional<Past> past = Optional.empty();

    public Recomposition(PostgresPastCatalogs catalogs) {
        this.catalogs = catalogs;
    }

    private record Version(FacilityId facilityId, long number) {}

    /// What came of composing a tray again.
    public sealed interface Verdict {

        /// The same to the last bit.
        record Identical() implements Verdict {}

        /// Something is not what it would be today: the code or the record has changed.
        ///
        /// @param differences what is stored first, what was composed second
        record Differs(List<Difference> differences) implements Verdict {
            public Differs {
                differences = List.copyOf(differences);
            }
        }

        /// The proof has other fields than a proof has now, so that it cannot be compared.
        record OtherShape() implements Verdict {}

        /// The recipes of that version are not known.
        record RecipesUnknown(long catalogVersion) implements Verdict {}

        /// Nothing was composed for this order.
        record WithoutProof() implements Verdict {}
    }

    /// @param tray best given in the order of the catalogue versions: each is read once in a row
    public Verdict of(StoredTray tray) {
        String json = tray.proof();
        if (json == null) {
            return new Verdict.WithoutProof();
        }
        JsonNode stored = CanonicalJson.read(json);
        if (!isOfTodaysShape(stored)) {
            return new Verdict.OtherShape();
        }
        Proof proof;
        try {
            proof = StrictJson.read(json.getBytes(StandardCharsets.UTF_8), Proof.class);
        } catch (MessageMalformed e) {
            return unreadable(e);
        }
        Optional<Past> then = at(new Version(tray.facilityId(), proof.catalogVersion()));
        if (then.isEmpty()) {
            return new Verdict.RecipesUnknown(proof.catalogVersion());
        }
        List<Difference> differences;
        try {
            Composition again = composer.compose(proof.brief(), then.get().catalog());
            differences = CanonicalJson.differences(document(tray, stored), document(again));
        } catch (IllegalArgumentException | ArithmeticException e) {
            return new Verdict.Differs(
                    List.of(new Difference("", null, "cannot be composed: " + e.getMessage())));
        }
        return differences.isEmpty() ? new Verdict.Identical() : new Verdict.Differs(differences);
    }

    private static boolean isOfTodaysShape(JsonNode proof) {
        Set<String> fields = new TreeSet<>();
        proof.fieldNames().forEachRemaining(fields::add);
        return fields.equals(FIELDS_OF_A_PROOF);
    }

    private static Verdict unreadable(MessageMalformed malformed) {
        return new Verdict.Differs(
                List.of(
                        new Difference(
                                "/proof", "cannot be read: " + malformed.getMessage(), null)));
    }

    private Optional<Past> at(Version wanted) {
        if (!wanted.equals(version)) {
            past = catalogs.at(wanted.facilityId(), wanted.number());
            version = wanted;
        }
        return past;
    }

    /// All of an order that composing decides on.
    private static JsonNode document(StoredTray tray, JsonNode proof) {
        return document(
                tray.items(), tray.flags().contains(Flag.AT_RISK.name()), tray.reasons(), proof);
    }

    private static JsonNode document(Composition composition) {
        JsonNode proof = CanonicalJson.read(StrictJson.write(composition.proof()));
        return switch (composition) {
            case Composition.Composed(List<TrayItem> items, Set<Flag> flags, _) ->
                    document(items, flags.contains(Flag.AT_RISK), List.of(), proof);
            case Composition.Held held ->
                    document(List.of(), false, List.of(held.reason().name()), proof);
        };
    }

    private static JsonNode document(
            List<TrayItem> items, boolean atRisk, List<String> reasons, JsonNode proof) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode bySlot = document.putObject("items");
        items.stream()
                .sorted(Comparator.comparing(TrayItem::slot))
                .forEach(item -> bySlot.put(item.slot(), item.recipeId().value()));
        document.put("atRisk", atRisk);
        ArrayNode held = document.putArray("reasons");
        reasons.forEach(held::add);
        document.set("proof", proof);
        return document;
    }
}
