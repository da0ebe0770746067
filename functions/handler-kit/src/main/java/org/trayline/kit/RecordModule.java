package org.trayline.kit;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads records as they are declared, so that they need no JSON annotations: a record of one
/// component `value` is that value, and a component is required unless its type is `@Nullable`.
/// Times and dates are ISO texts; a number is not taken for seconds or days since 1970.
final class RecordModule extends SimpleModule {
    private static final long serialVersionUID = 1L;
    private static final int LAST_YEAR = 9999;

    RecordModule() {
        addDeserializer(Instant.class, new TimeText<>(Instant.class, RecordModule::instant));
        addDeserializer(LocalDate.class, new TimeText<>(LocalDate.class, RecordModule::date));
        addDeserializer(LocalTime.class, new TimeText<>(LocalTime.class, LocalTime::parse));
        addDeserializer(BigDecimal.class, new Amount());
        addSerializer(JsonText.class, new AsItIs());
    }

    /// Of a year of four digits, as RFC 3339 has it: no database takes others.
    private static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        date(instant.atOffset(ZoneOffset.UTC).toLocalDate().toString());
        return instant;
    }

    private static LocalDate date(String text) {
        LocalDate date = LocalDate.parse(text);
        if (date.getYear() < 1 || date.getYear() > LAST_YEAR) {
            throw new DateTimeException("no year of four digits");
        }
        return date;
    }

    /// An exact number of a size that can be reckoned with: 1e999999999 is written in a line, and
    /// fills the memory when 1 is added.
    private static final class Amount extends StdScalarDeserializer<BigDecimal> {
        private static final long serialVersionUID = 1L;
        private static final int DIGITS = 60;

        private Amount() {
            super(BigDecimal.class);
        }

        @Override
        public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (!parser.currentToken().isNumeric()) {
                context.handleUnexpectedToken(handledType(), parser);
            }
            BigDecimal amount = parser.getDecimalValue();
            if (amount.precision() > DIGITS || Math.abs(amount.scale()) > DIGITS) {
                context.handleWeirdNumberValue(handledType(), 0, "no number of at most 60 digits");
            }
            return amount;
        }
    }

    private static final class TimeText<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        private TimeText(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public @Nullable T deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                context.handleUnexpectedToken(handledType(), parser);
            }
            try {
                return parse.apply(parser.getText());
            } catch (DateTimeException e) {
                context.handleWeirdStringValue(handledType(), "", "no ISO 8601 text");
                return null;
            }
        }
    }

    private static final class AsItIs extends StdSerializer<JsonText> {
        private static final long serialVersionUID = 1L;

        private AsItIs() {
            super(JsonText.class);
        }

        @Override
        public void serialize(JsonText text, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeRawValue(text.json());
        }
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.insertAnnotationIntrospector(new Introspector());
    }

    private static final class Introspector extends NopAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonCreator.@Nullable Mode findCreatorAnnotation(
                MapperConfig<?> config, Annotated annotated) {
            return (annotated instanceof AnnotatedConstructor constructor
                            && isValueRecord(constructor.getDeclaringClass()))
                    ? JsonCreator.Mode.DELEGATING
                    : null;
        }

        @Override
        public @Nullable Boolean hasAsValue(Annotated annotated) {
            return (annotated instanceof AnnotatedMethod method
                            && isValueRecord(method.getDeclaringClass())
                            && method.getName().equals("value"))
                    ? Boolean.TRUE
                    : null;
        }

        @Override
        public JsonSetter.@Nullable Value findSetterInfo(Annotated annotated) {
            RecordComponent component =
                    annotated instanceof AnnotatedMember member ? component(member) : null;
            if (component == null) {
                return null;
            }
            return isNullable(component)
                    ? JsonSetter.Value.forContentNulls(Nulls.FAIL)
                    : JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL);
        }

        @Override
        public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
            RecordComponent component = component(member);
            return component == null ? null : !isNullable(component);
        }

        private static boolean isValueRecord(Class<?> type) {
            return type.isRecord()
                    && type.getRecordComponents().length == 1
                    && type.getRecordComponents()[0].getName().equals("value");
        }

        private static @Nullable RecordComponent component(AnnotatedMember member) {
            Class<?> type = member.getDeclaringClass();
            if (!type.isRecord()) {
                return null;
            }
            return switch (member) {
                case AnnotatedParameter parameter
                        when parameter.getOwner() instanceof AnnotatedConstructor ->
                        type.getRecordComponents()[parameter.getIndex()];
                case AnnotatedField field -> named(type, field.getName());
                case AnnotatedMethod method -> named(type, method.getName());
                default -> null;
            };
        }

        private static @Nullable RecordComponent named(Class<?> type, String name) {
            return Arrays.stream(type.getRecordComponents())
                    .filter(component -> component.getName().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        private static boolean isNullable(RecordComponent component) {
            AnnotatedType type = component.getAnnotatedType();
            AnnotatedElement element = type;
            return element.isAnnotationPresent(Nullable.class);
        }
    }
}
