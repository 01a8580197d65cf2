package dev.kinora.http;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.NumberDeserializers;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** "1e-300000000" is short in a body, and 300 MB of digits once it is written out or added to something. */
final class BoundedNumbers extends NumberDeserializers.BigDecimalDeserializer implements JsonMapperBuilderCustomizer {
    private static final int MOST_PLACES = 100;

    @Override
    public void customize(JsonMapper.Builder builder) {
        builder.addModule(new SimpleModule("bounded-numbers").addDeserializer(BigDecimal.class, this));
    }

    @Override
    public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
        var number = super.deserialize(parser, context);
        if (number != null && Math.abs((long) number.scale()) > MOST_PLACES) {
            throw MismatchedInputException.from(parser, BigDecimal.class, "it has too many places");
        }
        return number;
    }
}
