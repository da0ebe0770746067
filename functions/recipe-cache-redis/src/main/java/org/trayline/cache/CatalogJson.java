package org.trayline.cache;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.trayline.meal.facility.FacilityId;
import org.trayline.meal.recipe.Catalog;
import org.trayline.meal.recipe.Recipe;

/// A catalogue as the bytes of one cache entry: the SHA-256 of its JSON in hexadecimal, and its
/// JSON. One changed letter may leave good JSON that says of a recipe that it has no allergen.
final class CatalogJson {
    /// Raised when the records change, so that functions of two releases do not read each other's.
    static final int FORMAT = 2;

    private static final int DIGEST_LENGTH = 64;

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
            return sealed(
                    MAPPER.writeValueAsBytes(
                            new Entry(catalog.facilityId(), catalog.version(), catalog.recipes())));
        } catch (JacksonException e) {
            throw new IllegalStateException("a catalogue is always JSON", e);
        }
    }

    static byte[] sealed(byte[] json) {
        byte[] bytes = Arrays.copyOf(digest(json, 0), DIGEST_LENGTH + json.length);
        System.arraycopy(json, 0, bytes, DIGEST_LENGTH, json.length);
        return bytes;
    }

    /// Empty where the bytes are not that catalogue: an entry is never trusted half.
    static Optional<Catalog> read(byte[] bytes, FacilityId facilityId, long version) {
        if (bytes.length < DIGEST_LENGTH
                || !Arrays.equals(
                        digest(bytes, DIGEST_LENGTH), Arrays.copyOf(bytes, DIGEST_LENGTH))) {
            return Optional.empty();
        }
        try {
            Entry entry =
                    MAPPER.readValue(
                            bytes, DIGEST_LENGTH, bytes.length - DIGEST_LENGTH, Entry.class);
            return entry.facilityId().equals(facilityId) && entry.version() == version
                    ? Optional.of(new Catalog(facilityId, version, entry.recipes()))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static byte[] digest(byte[] bytes, int from) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(bytes, from, bytes.length - from);
            return HexFormat.of().formatHex(sha256.digest()).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
