package dev.kinora.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kinora.http.Open;
import dev.kinora.platform.PublicAddress;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/** oEmbed 1.0: how another site shows a video of ours that it was given the address of. */
@Open
@Hidden
@RestController
final class OEmbedRoutes {
    private static final Pattern WATCH = Pattern.compile("/watch/([A-Za-z0-9_-]{1,255})/?");
    private static final int USUAL_WIDTH = 640;
    private static final int USUAL_HEIGHT = 360;
    private static final int MOST = 10_000;
    private static final int SMALLEST_PICTURE = 16;
    private static final int LARGEST_PICTURE = 2160;

    private final Feeds feeds;
    private final PublicAddress address;
    private final JsonMapper json;

    OEmbedRoutes(Feeds feeds, PublicAddress address, JsonMapper json) {
        this.feeds = feeds;
        this.address = address;
        this.json = json;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Embedding(
            String version,
            String type,
            String title,
            @JsonProperty("author_name") String authorName,
            @JsonProperty("author_url") String authorUrl,
            @JsonProperty("provider_name") String providerName,
            @JsonProperty("provider_url") String providerUrl,
            @JsonProperty("thumbnail_url") @Nullable String thumbnailUrl,
            @JsonProperty("thumbnail_width") @Nullable Integer thumbnailWidth,
            @JsonProperty("thumbnail_height") @Nullable Integer thumbnailHeight,
            int width,
            int height,
            String html) {}

    private record Size(int width, int height) {
        /** The largest of the same shape within bounds, and no larger than usual without any. */
        static Size of(Feeds.Embeddable video, @Nullable Integer maxWidth, @Nullable Integer maxHeight) {
            double shape = video.width() == null || video.height() == null
                    ? (double) USUAL_WIDTH / USUAL_HEIGHT
                    : (double) video.width() / video.height();
            double width = Objects.requireNonNullElse(maxWidth, maxHeight == null ? USUAL_WIDTH : MOST);
            if (maxHeight != null) {
                width = Math.min(width, maxHeight * shape);
            }
            return new Size((int) Math.max(1, width), (int) Math.max(1, width / shape));
        }

        /** The nearest that pictures are made in. */
        Size ofPicture() {
            return new Size(
                    Math.clamp(width / 2 * 2, SMALLEST_PICTURE, LARGEST_PICTURE),
                    Math.clamp(height / 2 * 2, SMALLEST_PICTURE, LARGEST_PICTURE));
        }
    }

    @GetMapping("/oembed")
    ResponseEntity<byte[]> embed(
            @RequestParam(defaultValue = "") String url,
            @RequestParam(defaultValue = "json") String format,
            @RequestParam(required = false) @Nullable String maxwidth,
            @RequestParam(required = false) @Nullable String maxheight) {
        if (!format.equals("json") && !format.equals("xml")) {
            // As the protocol wants it.
            return ResponseEntity.status(HttpStatus.NOT_IMPLEMENTED)
                    .contentType(MediaType.TEXT_PLAIN)
                    .body("The format is json or xml.".getBytes(StandardCharsets.UTF_8));
        }
        var width = bound("maxwidth", maxwidth);
        var height = bound("maxheight", maxheight);
        var video = feeds.embeddable(uid(url)).orElseThrow(SearchProblem::videoNotFound);
        var embedding = embedding(video, Size.of(video, width, height));
        return format.equals("json")
                ? ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json.writeValueAsBytes(embedding))
                : ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType("text/xml;charset=UTF-8"))
                        .body(xml(embedding));
    }

    private Embedding embedding(Feeds.Embeddable embeddable, Size size) {
        var video = embeddable.video();
        // Ours come in any size; of others' pictures the size is not known, and without it none may be named.
        var pictured = video.thumbnail() == null || video.stream() == null
                ? null
                : Size.of(embeddable, null, USUAL_HEIGHT).ofPicture();
        return new Embedding(
                "1.0",
                "video",
                video.title(),
                video.channel(),
                address.of("/@" + video.username()),
                "Kinora",
                address.base(),
                pictured == null
                        ? null
                        : address.of("/media/" + video.uid() + "/thumbnails/thumbnail.jpg?width=" + pictured.width()
                                + "&height=" + pictured.height()),
                pictured == null ? null : pictured.width(),
                pictured == null ? null : pictured.height(),
                size.width(),
                size.height(),
                "<iframe src=\"%s\" width=\"%d\" height=\"%d\" title=\"%s\" allowfullscreen></iframe>"
                        .formatted(
                                HtmlUtils.htmlEscape(address.of("/embed/" + video.uid())),
                                size.width(),
                                size.height(),
                                HtmlUtils.htmlEscape(video.title(), "UTF-8")));
    }

    private static byte[] xml(Embedding it) {
        var out = new ByteArrayOutputStream();
        Xml.write(
                out,
                xml -> xml.element(
                        "oembed",
                        () -> xml.text("version", it.version())
                                .text("type", it.type())
                                .text("title", it.title())
                                .text("author_name", it.authorName())
                                .text("author_url", it.authorUrl())
                                .text("provider_name", it.providerName())
                                .text("provider_url", it.providerUrl())
                                .text("thumbnail_url", it.thumbnailUrl())
                                .text("thumbnail_width", text(it.thumbnailWidth()))
                                .text("thumbnail_height", text(it.thumbnailHeight()))
                                .text("width", text(it.width()))
                                .text("height", text(it.height()))
                                .text("html", it.html())));
        return out.toByteArray();
    }

    private static @Nullable String text(@Nullable Integer number) {
        return number == null ? null : number.toString();
    }

    /** Only what stands under our own address; what is another's is not found here. */
    private String uid(String url) {
        var base = URI.create(address.base());
        try {
            var wanted = new URI(url.strip());
            var isOurs = base.getScheme().equalsIgnoreCase(wanted.getScheme())
                    && base.getHost().equalsIgnoreCase(wanted.getHost())
                    && base.getPort() == wanted.getPort()
                    && wanted.getUserInfo() == null;
            var path = WATCH.matcher(Objects.requireNonNullElse(wanted.getPath(), ""));
            if (isOurs && path.matches()) {
                return path.group(1);
            }
        } catch (URISyntaxException _) {
            // No address leads nowhere.
        }
        throw SearchProblem.videoNotFound();
    }

    private static @Nullable Integer bound(String field, @Nullable String number) {
        if (number == null || number.isBlank()) {
            return null;
        }
        if (!number.matches("[1-9]\\d{0,8}")) {
            throw SearchProblem.invalid(field, "Write a number of pixels, at least 1.");
        }
        return Math.min(MOST, Integer.parseInt(number));
    }
}
