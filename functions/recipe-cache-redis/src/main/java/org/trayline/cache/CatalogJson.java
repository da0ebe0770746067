package org.trayline.cache;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;

/// A catalogue as the bytes of one cache entry.
final class CatalogJson {
    /// Raised when the records change, so that functions of two releases do not read each other's.
    static final int FORMAT = 1;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .build();

    private record Entry(FacilityId facilityId, long version, List<Recipe> recipes) {}

    private CatalogJson() {}

    static byte[] write(Catalog catalog) {
        try {
            return MAPPER.writeValueAsBytes(
                    new Entry(catalog.facilityId(), catalog.version(), catalog.recipes()));
        } catch (JacksonException e) {
            throw new IllegalStateException("a catalogue is always JSON", e);
        }
    }

    /// Empty where the bytes are not that catalogue: an entry is never trusted half.
    static Optional<Catalog> read(byte[] json, FacilityId facilityId, long version) {
        try {
            Entry entry = MAPPER.readValue(json, Entry.class);
            return entry.facilityId().equals(facilityId) && entry.version() == version
                    ? Optional.of(new Catalog(facilityId, version, entry.recipes()))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
