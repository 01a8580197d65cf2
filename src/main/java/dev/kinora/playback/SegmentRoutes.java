package dev.kinora.playback;

import dev.kinora.editions.EditionKeys;
import dev.kinora.http.Open;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The bytes of a film. What is at such an address never changes, so whoever may keep it keeps it for good. Asked for so often
 * that the parts of the address, whose form the pattern holds, are read here instead of being converted.
 */
@Open
@RestController
@RequestMapping("/media/{id}/{edition:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}}")
final class SegmentRoutes {
    private static final String RENDITION = "/{rendition:[a-z0-9][a-z0-9_-]{0,31}}";
    private static final String NUMBER = "/{number:[0-9]{1,7}}";

    private final Passes passes;
    private final Screenings screenings;
    private final MediaStores stores;

    SegmentRoutes(Passes passes, Screenings screenings, MediaStores stores) {
        this.passes = passes;
        this.screenings = screenings;
        this.stores = stores;
    }

    @GetMapping(RENDITION + "/init.mp4")
    void beginning(
            @PathVariable String id,
            @PathVariable String edition,
            @PathVariable String rendition,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var pass = passes.admit(id);
        var which = UUID.fromString(edition);
        var type = screenings.place(pass, which).type(rendition);
        send(pass, which, type, keys -> keys.beginning(rendition), request, response);
    }

    @GetMapping(RENDITION + NUMBER + ".m4s")
    void segment(
            @PathVariable String id,
            @PathVariable String edition,
            @PathVariable String rendition,
            @PathVariable String number,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var pass = passes.admit(id);
        var which = UUID.fromString(edition);
        var type = screenings.place(pass, which).type(rendition);
        var place = Integer.parseInt(number);
        send(pass, which, type, keys -> keys.segment(rendition, place), request, response);
    }

    @GetMapping("/storyboard" + NUMBER + ".jpg")
    void sprite(
            @PathVariable String id,
            @PathVariable String edition,
            @PathVariable String number,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var place = Integer.parseInt(number);
        send(passes.admit(id), UUID.fromString(edition), "image/jpeg", keys -> keys.sprite(place), request, response);
    }

    private void send(
            Pass pass,
            UUID edition,
            String type,
            Function<EditionKeys, MediaKey> file,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            send(pass, screenings.place(pass, edition), type, file, request, response);
        } catch (NoSuchFileException _) {
            screenings.forget(edition);
            sendAgain(pass, edition, type, file, request, response);
        }
    }

    /** From where the film has been moved to meanwhile. */
    private void sendAgain(
            Pass pass,
            UUID edition,
            String type,
            Function<EditionKeys, MediaKey> file,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            send(pass, screenings.place(pass, edition), type, file, request, response);
        } catch (NoSuchFileException _) {
            throw PlaybackProblem.noSuchPart();
        }
    }

    private void send(
            Pass pass,
            Screenings.Place place,
            String type,
            Function<EditionKeys, MediaKey> file,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var key = file.apply(place.keys());
        var folder = place.keys().folder();
        var etag = place.keys().edition() + "-"
                + key.value().substring(folder.length()).replace('/', '-');
        Delivery.stored(
                request,
                response,
                stores.named(place.store()),
                key,
                new Delivery.About(type, etag, Caching.forGood(pass), null));
    }
}
