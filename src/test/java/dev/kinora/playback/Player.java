package dev.kinora.playback;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a page, a server of an integrator and a player do. */
record Player(RunningKinora kinora) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    /** The addresses that a page would have for its viewer; null for somebody who is not signed in. */
    Playback.Link link(Films.Film film, People.@Nullable Person person) {
        var viewer = person == null ? Viewer.ANONYMOUS : new Viewer.User(person.id());
        return Caller.system("test")
                .as(viewer)
                .call(() -> kinora.bean(Playback.class).linkFor(film.id()));
    }

    int status(String path, String... headers) {
        return kinora.get(path, headers).statusCode();
    }

    /** By uid. */
    int manifest(Films.Film film) {
        return status("/media/" + film.uid() + "/manifest/video.m3u8");
    }

    HttpResponse<byte[]> bytes(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(kinora.url(path)));
        try {
            return CLIENT.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As a server of an integrator signs, by the key it was given. */
    static String signed(SigningKey.Created key, Map<String, Object> claims) {
        try {
            var text = new String(Base64.getDecoder().decode(key.jwk()), StandardCharsets.UTF_8);
            return signed(RSAKey.parse(text), key.id().toString(), claims);
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    static String signed(RSAKey key, String kid, Map<String, Object> claims) {
        var all = new LinkedHashMap<>(claims);
        var token = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(kid).build(),
                new Payload(JsonMapper.shared().writeValueAsString(all)));
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }
}
