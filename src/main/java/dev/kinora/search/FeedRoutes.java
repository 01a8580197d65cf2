package dev.kinora.search;

import dev.kinora.http.Open;
import dev.kinora.platform.PublicAddress;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** RSS 2.0 with Media RSS: the newest public videos, of all and of one person. */
@Open
@Hidden
@RestController
final class FeedRoutes {
    private static final MediaType RSS = MediaType.parseMediaType("application/rss+xml;charset=UTF-8");
    private static final CacheControl A_WHILE =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final Feeds feeds;
    private final PublicAddress address;

    FeedRoutes(Feeds feeds, PublicAddress address) {
        this.feeds = feeds;
        this.address = address;
    }

    @GetMapping("/feed.xml")
    @Nullable
    ResponseEntity<byte[]> all(WebRequest request) {
        return answer(request, "/feed.xml", "/", "Kinora", "The newest videos.", feeds.latest());
    }

    @GetMapping("/@{username}/feed.xml")
    @Nullable
    ResponseEntity<byte[]> ofPerson(@PathVariable String username, WebRequest request) {
        var videos = feeds.latestOf(username).orElseThrow(SearchProblem::feedNotFound);
        var name = videos.isEmpty() ? username : videos.getFirst().channel();
        var page = "/@" + (videos.isEmpty() ? username : videos.getFirst().username());
        return answer(request, page + "/feed.xml", page, name, "The newest videos by " + name + ".", videos);
    }

    private @Nullable ResponseEntity<byte[]> answer(
            WebRequest request, String self, String page, String title, String description, List<Feeds.Told> videos) {
        var out = new ByteArrayOutputStream();
        Xml.write(
                out,
                xml -> xml.element(
                        "rss",
                        () -> xml.element("channel", () -> {
                            xml.text("title", title)
                                    .text("link", address.of(page))
                                    .text("description", description)
                                    .text("generator", "Kinora")
                                    .empty(
                                            "atom:link",
                                            "href",
                                            address.of(self),
                                            "rel",
                                            "self",
                                            "type",
                                            "application/rss+xml");
                            for (var video : videos) {
                                item(xml, video);
                            }
                        }),
                        "version",
                        "2.0",
                        "xmlns:atom",
                        "http://www.w3.org/2005/Atom",
                        "xmlns:dc",
                        "http://purl.org/dc/elements/1.1/",
                        "xmlns:media",
                        "http://search.yahoo.com/mrss/"));
        var body = out.toByteArray();
        var etag = "\"" + digest(body) + "\"";
        if (request.checkNotModified(etag)) {
            return null;
        }
        return ResponseEntity.ok()
                .contentType(RSS)
                .cacheControl(A_WHILE)
                .eTag(etag)
                .body(body);
    }

    private void item(Xml xml, Feeds.Told video) throws XMLStreamException {
        var watch = address.of("/watch/" + video.uid());
        var length = video.duration();
        xml.element("item", () -> {
            xml.text("title", video.title())
                    .text("link", watch)
                    .text("guid", watch, "isPermaLink", "true")
                    .text("pubDate", rfc1123(video.publishedAt()))
                    .text("dc:creator", video.channel())
                    .text("description", video.description());
            xml.element(
                    "media:content",
                    () -> {
                        xml.text("media:title", video.title(), "type", "plain")
                                .text("media:description", video.description(), "type", "plain")
                                .text("media:credit", video.channel(), "role", "author");
                        if (video.thumbnail() != null) {
                            xml.empty("media:thumbnail", "url", absolute(video.thumbnail()));
                        }
                        xml.empty("media:player", "url", address.of("/embed/" + video.uid()));
                    },
                    "url",
                    video.stream() == null ? null : absolute(video.stream()),
                    "type",
                    video.stream() == null ? null : "application/vnd.apple.mpegurl",
                    "medium",
                    "video",
                    "duration",
                    length == null ? null : Long.toString(length.toSeconds()),
                    "lang",
                    video.language());
        });
    }

    private String absolute(String url) {
        return url.startsWith("/") ? address.of(url) : url;
    }

    private static String rfc1123(Instant moment) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(moment.atOffset(ZoneOffset.UTC));
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
