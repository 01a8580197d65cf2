package dev.kinora.playback;

import dev.kinora.editions.Editions;
import dev.kinora.jobs.Recurring;
import dev.kinora.media.Ffmpeg;
import dev.kinora.media.Stills;
import dev.kinora.media.Wrapping;
import dev.kinora.platform.DataFolder;
import dev.kinora.platform.Db;
import dev.kinora.platform.PublicAddress;
import dev.kinora.platform.Secrets;
import dev.kinora.storage.MediaStores;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class PlaybackConfiguration {
    private static final int PICTURES_AT_ONCE = 2;
    private static final int DOWNLOADS_AT_ONCE = 2;
    private static final int WAVEFORMS_AT_ONCE = 1;
    /** Of some thousands of films of two hours. */
    private static final long WAVEFORM_BYTES = 512L << 20;

    @Bean
    FilmStore filmStore(Db db) {
        return new FilmStore(db);
    }

    @Bean
    SigningKeys signingKeys(Db db, Secrets secrets, Clock clock) {
        return new SigningKeys(db, new SigningKeyStore(db), secrets, clock);
    }

    @Bean
    Tokens tokens(SigningKeys keys, ObjectProvider<JsonMapper> json, Clock clock) {
        return new Tokens(keys, json.getIfAvailable(JsonMapper::new), clock);
    }

    @Bean
    Passes passes(FilmStore films, Tokens tokens, PlaybackProperties properties, Clock clock) {
        return new Passes(films, tokens, new Countries(properties.countryHeader()), clock);
    }

    @Bean
    Playback playback(FilmStore films, Tokens tokens, Clock clock) {
        return new Playback(films, tokens, clock);
    }

    @Bean
    Screenings screenings(Editions editions, MediaStores stores, Clock clock) {
        return new Screenings(editions, stores, clock);
    }

    @Bean
    Pictures pictures(
            MediaStores stores, Stills stills, Screenings screenings, DataFolder data, PlaybackProperties properties) {
        var cabinet = new Cabinet(
                data.of("cache").resolve("pictures"), properties.pictures().toBytes(), PICTURES_AT_ONCE);
        return new Pictures(stores, stills, cabinet, screenings);
    }

    @Bean
    Downloads downloads(MediaStores stores, Wrapping wrapping, DataFolder data, PlaybackProperties properties) {
        var cabinet = new Cabinet(
                data.of("cache").resolve("downloads"), properties.downloads().toBytes(), DOWNLOADS_AT_ONCE);
        return new Downloads(stores, wrapping, cabinet);
    }

    @Bean
    Waveforms waveforms(MediaStores stores, Ffmpeg ffmpeg, DataFolder data) {
        var cabinet = new Cabinet(data.of("cache").resolve("waveforms"), WAVEFORM_BYTES, WAVEFORMS_AT_ONCE);
        return new Waveforms(stores, ffmpeg, cabinet);
    }

    @Bean
    Origins origins(PublicAddress address) {
        return new Origins(address);
    }

    @Bean
    Beats beats(Db db, SigningKeys keys, Clock clock) {
        return new Beats(new BeatStore(db), new ViewStore(db), keys, clock);
    }

    @Bean
    ForgottenPlays forgottenPlays(Db db, Clock clock) {
        return new ForgottenPlays(new BeatStore(db), clock);
    }

    @Bean
    Recurring forgettingOfPlays() {
        return ForgottenPlays.daily();
    }

    /** Around everything that may refuse: a refusal that a page may not read is no answer to it. */
    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    FilterRegistrationBean<MediaCors> mediaCors() {
        var registration = new FilterRegistrationBean<>(new MediaCors());
        registration.addUrlPatterns(MediaCors.PATH);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 50);
        return registration;
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    FilterRegistrationBean<Segments> segments(Passes passes, Screenings screenings, MediaStores stores) {
        var registration = new FilterRegistrationBean<>(new Segments(passes, screenings, stores));
        registration.addUrlPatterns(MediaCors.PATH);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 60);
        return registration;
    }
}
