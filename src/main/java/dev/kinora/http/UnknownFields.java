package dev.kinora.http;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Refuses what {@link KnownFieldsOnly} bodies do not know; all others overlook it. */
final class UnknownFields extends DeserializationProblemHandler implements JsonMapperBuilderCustomizer {
    @Override
    public void customize(JsonMapper.Builder builder) {
        builder.addHandler(this);
    }

    @Override
    public boolean handleUnknownProperty(
            DeserializationContext context,
            JsonParser parser,
            @Nullable ValueDeserializer<?> deserializer,
            Object beanOrClass,
            String name) {
        var type = beanOrClass instanceof Class<?> it ? it : beanOrClass.getClass();
        if (!type.isAnnotationPresent(KnownFieldsOnly.class)) {
            return false;
        }
        Collection<Object> known = deserializer == null ? null : deserializer.getKnownPropertyNames();
        throw UnrecognizedPropertyException.from(parser, beanOrClass, name, known);
    }
}
