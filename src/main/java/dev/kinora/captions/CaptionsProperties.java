package dev.kinora.captions;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param automatic whether captions are made of every new film that has none
 * @param whisper a model that runs in this process
 * @param transcription a server that speaks OpenAI's transcription
 */
@ConfigurationProperties(prefix = "kinora.captions", ignoreUnknownFields = false)
record CaptionsProperties(
        @DefaultValue("off") Automatic automatic,
        @DefaultValue Whisper whisper,
        @DefaultValue Transcription transcription) {
    enum Automatic {
        OFF,
        ON
    }

    CaptionsProperties {
        if (whisper.isNamed() && transcription.isNamed()) {
            throw new IllegalArgumentException(
                    "kinora.captions.whisper.model and kinora.captions.transcription.url are both given; name one of them");
        }
    }

    /**
     * @param model a file of whisper.cpp's, such as ggml-base.bin; empty for none
     * @param threads 0 for as many as there are cores, at most 8
     */
    record Whisper(
            @DefaultValue("") String model,
            @DefaultValue("0") int threads) {
        private static final int MOST = 8;

        boolean isNamed() {
            return !model.isBlank();
        }

        Path file() {
            return Path.of(model.strip());
        }

        int usedThreads() {
            return threads > 0 ? threads : Math.min(MOST, Runtime.getRuntime().availableProcessors());
        }
    }

    /**
     * @param url what clients of such servers are given, such as http://127.0.0.1:8000/v1; empty for none
     * @param key sent as a bearer token; empty for none
     * @param model as the server calls it
     * @param timeout for one piece
     * @param piece how much is sent at a time; thirteen minutes are 25 MB, which is as much as most servers take, and here it is in memory several
     *     times
     */
    record Transcription(
            @DefaultValue("") String url,
            @DefaultValue("") String key,
            @DefaultValue("whisper-1") String model,
            @DefaultValue("5m") Duration timeout,
            @DefaultValue("2m") Duration piece) {
        Transcription {
            require("timeout", timeout, Duration.ofSeconds(1), Duration.ofMinutes(10));
            require("piece", piece, Duration.ofSeconds(10), Duration.ofMinutes(12));
        }

        private static void require(String name, Duration time, Duration least, Duration most) {
            if (time.compareTo(least) < 0 || time.compareTo(most) > 0) {
                throw new IllegalArgumentException("kinora.captions.transcription." + name + " must be from "
                        + least.toSeconds() + "s to " + most.toMinutes() + "m");
            }
        }

        boolean isNamed() {
            return !url.isBlank();
        }

        /** Without the key. */
        @Override
        public String toString() {
            return url + " " + model;
        }
    }
}
