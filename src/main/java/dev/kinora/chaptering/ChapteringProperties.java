package dev.kinora.chaptering;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param llm a language model that goes over what the engine finds; none unless it is named */
@ConfigurationProperties(prefix = "kinora.chaptering", ignoreUnknownFields = false)
record ChapteringProperties(@DefaultValue Llm llm) {
    /**
     * @param baseUrl what clients of such servers are given, such as http://127.0.0.1:11434/v1; empty for none
     * @param key sent as a bearer token; empty for none
     * @param model as the server calls it
     * @param timeout for one answer
     * @param maxTokens of one answer
     * @param window tokens of a transcript that are sent at a time
     * @param inputPrice of a million tokens that are sent; null where nobody says
     * @param outputPrice of a million tokens that come back; null where nobody says
     */
    record Llm(
            @DefaultValue("") String baseUrl,
            @DefaultValue("") String key,
            @DefaultValue("") String model,
            @DefaultValue("60s") Duration timeout,
            @DefaultValue("2000") int maxTokens,
            @DefaultValue("12000") int window,
            @Nullable BigDecimal inputPrice,
            @Nullable BigDecimal outputPrice) {
        private static final int LONGEST_MODEL = 200;

        Llm {
            if (baseUrl.isBlank() != model.isBlank()) {
                throw new IllegalArgumentException(
                        "kinora.chaptering.llm.base-url and kinora.chaptering.llm.model are given together");
            }
            if (!baseUrl.isBlank() && !baseUrl.matches("https?://[^/\\s].*")) {
                throw new IllegalArgumentException(
                        "kinora.chaptering.llm.base-url begins with http:// or https://, such as http://127.0.0.1:11434/v1");
            }
            if (model.length() > LONGEST_MODEL) {
                throw new IllegalArgumentException(
                        "kinora.chaptering.llm.model has " + LONGEST_MODEL + " letters at most");
            }
            if (timeout.toMillis() < 1_000 || timeout.compareTo(Duration.ofMinutes(5)) > 0) {
                throw new IllegalArgumentException("kinora.chaptering.llm.timeout must be from 1s to 5m");
            }
            require("max-tokens", maxTokens, 100, 100_000);
            require("window", window, 500, 1_000_000);
            require("input-price", inputPrice);
            require("output-price", outputPrice);
        }

        private static void require(String name, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        "kinora.chaptering.llm." + name + " must be from " + least + " to " + most);
            }
        }

        private static void require(String name, @Nullable BigDecimal price) {
            if (price != null && price.signum() < 0) {
                throw new IllegalArgumentException("kinora.chaptering.llm." + name + " must not be negative");
            }
        }

        boolean isNamed() {
            return !baseUrl.isBlank();
        }

        /** Without the key. */
        @Override
        public String toString() {
            return baseUrl + " " + model;
        }
    }
}
