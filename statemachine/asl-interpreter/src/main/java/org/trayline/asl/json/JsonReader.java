package org.trayline.asl.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a text into the values that [Json] describes.
final class JsonReader {
    private static final int POOLED_BUFFERS = 64;
    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    // Virtual threads are too short-lived for buffers of their own.
                    .recyclerPool(JsonRecyclerPools.newBoundedPool(POOLED_BUFFERS))
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .build();
    private static final JsonFactory UNAMBIGUOUS =
            FACTORY.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private JsonReader() {}

    static void check(String text) {
        check(FACTORY, text);
    }

    static void checkNoFieldTwice(String text) {
        check(UNAMBIGUOUS, text);
    }

    private static void check(JsonFactory factory, String text) {
        try (JsonParser parser = factory.createParser(text)) {
            int documents = 0;
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (depth == 0 && !token.isStructEnd()) {
                    documents++;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
            if (documents != 1) {
                throw new MalformedJson("expected one JSON document, found " + documents);
            }
        } catch (JsonProcessingException fault) {
            throw new MalformedJson(fault.getOriginalMessage());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static Object read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new MalformedJson("expected one JSON document, found 0");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJson("expected one JSON document, found more");
            }
            return value;
        } catch (JsonProcessingException fault) {
            throw new MalformedJson(fault.getOriginalMessage());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT ->
                    parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                            ? (Object) finite(parser)
                            : parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> finite(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Json.NULL;
            default -> throw new MalformedJson("unexpected " + parser.currentToken());
        };
    }

    private static double finite(JsonParser parser) throws IOException {
        double number = parser.getDoubleValue();
        if (Double.isInfinite(number)) {
            throw new MalformedJson("a number out of range: " + parser.getText());
        }
        return number;
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }
}
