package org.trayline.kit;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/// JSON as messages between functions are: every field known, every required field there, every
/// code of its list, no number for a text or a text for a number. A lenient mapper turns an
/// unknown enum into null and a missing level into 0; on a tray that is an injury.
public final class StrictJson {
    private static final ObjectMapper MAPPER = mapper();

    private StrictJson() {}

    private static ObjectMapper mapper() {
        JsonMapper mapper =
                JsonMapper.builder()
                        .addModule(new JavaTimeModule())
                        .addModule(new RecordModule())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .build();
        // A blank id would be read as none.
        mapper.coercionConfigDefaults()
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        mapper.coercionConfigFor(LogicalType.Textual)
                .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
        return mapper;
    }

    /// @throws MessageMalformed naming the JSON pointer of what is wrong
    public static <T> T read(byte[] json, Class<T> type) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            T value = MAPPER.readValue(parser, type);
            if (value == null) {
                throw new MessageMalformed("", "must be an object, is null");
            }
            return value;
        } catch (JsonMappingException e) {
            throw malformed(e);
        } catch (JacksonException e) {
            throw new MessageMalformed("", "is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "cannot write a " + value.getClass().getName() + " as JSON", e);
        }
    }

    private static MessageMalformed malformed(JsonMappingException e) {
        String pointer =
                e.getPath().stream()
                        .map(
                                at ->
                                        "/"
                                                + (at.getFieldName() != null
                                                        ? at.getFieldName()
                                                        : at.getIndex()))
                        .collect(Collectors.joining());
        return new MessageMalformed(
                pointer,
                switch (e) {
                    case UnrecognizedPropertyException unknown -> "is no field of this message";
                    case InvalidNullException missing -> "is required";
                    case InvalidFormatException format when format.getTargetType().isEnum() ->
                            "must be one of "
                                    + Arrays.toString(format.getTargetType().getEnumConstants());
                    case MismatchedInputException input
                            when input.getOriginalMessage().startsWith("Missing required") ->
                            "is required";
                    case MismatchedInputException input when input.getTargetType() != null ->
                            "must be of type " + input.getTargetType().getSimpleName();
                    default -> "is not of this message's shape";
                });
    }
}
