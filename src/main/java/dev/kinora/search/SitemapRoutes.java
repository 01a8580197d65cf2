package dev.kinora.search;

import dev.kinora.http.Open;
import dev.kinora.platform.PublicAddress;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.xml.stream.XMLStreamException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Sitemaps with video extensions: an index, and files of up to 3,000 addresses, sent while they are read. */
@Open
@Hidden
@RestController
final class SitemapRoutes {
    private static final String PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static final int LONGEST_DESCRIPTION = 2048;

    private final Feeds feeds;
    private final PublicAddress address;

    SitemapRoutes(Feeds feeds, PublicAddress address) {
        this.feeds = feeds;
        this.address = address;
    }

    @GetMapping("/sitemap.xml")
    void index(HttpServletResponse response) throws IOException {
        var files = feeds.files();
        open(response);
        Xml.write(
                response.getOutputStream(),
                xml -> xml.element(
                        "sitemapindex",
                        () -> {
                            for (int file = 1; file <= files; file++) {
                                var path = "/sitemap-videos-" + file + ".xml";
                                xml.element("sitemap", () -> xml.text("loc", address.of(path)));
                            }
                        },
                        "xmlns",
                        PROTOCOL));
    }

    @GetMapping("/sitemap-videos-{file:\\d{1,5}}.xml")
    void videos(@PathVariable int file, HttpServletResponse response) throws IOException {
        if (file < 1 || file > feeds.files()) {
            throw SearchProblem.sitemapNotFound();
        }
        open(response);
        Xml.write(
                response.getOutputStream(),
                xml -> xml.element(
                        "urlset",
                        () -> feeds.each(file, video -> {
                            try {
                                url(xml, video);
                            } catch (XMLStreamException e) {
                                throw new UncheckedIOException(new IOException(e));
                            }
                        }),
                        "xmlns",
                        PROTOCOL,
                        "xmlns:video",
                        "http://www.google.com/schemas/sitemap-video/1.1"));
    }

    private static void open(HttpServletResponse response) {
        response.setContentType(MediaType.APPLICATION_XML_VALUE + ";charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=600");
    }

    private void url(Xml xml, Feeds.Told video) throws XMLStreamException {
        xml.element("url", () -> {
            xml.text("loc", address.of("/watch/" + video.uid()))
                    .text("lastmod", video.updatedAt().toString());
            // Without a picture crawlers take no notice of the rest.
            if (video.thumbnail() != null) {
                film(xml, video, video.thumbnail());
            }
        });
    }

    private void film(Xml xml, Feeds.Told video, String picture) throws XMLStreamException {
        var length = video.duration();
        xml.element(
                "video:video",
                () -> xml.text("video:thumbnail_loc", picture.startsWith("/") ? address.of(picture) : picture)
                        .text("video:title", video.title())
                        .text("video:description", described(video))
                        .text("video:player_loc", address.of("/embed/" + video.uid()))
                        .text("video:duration", length == null ? null : Long.toString(Math.max(1, length.toSeconds())))
                        .text("video:publication_date", video.publishedAt().toString())
                        .text("video:uploader", video.channel(), "info", address.of("/@" + video.username())));
    }

    private static String described(Feeds.Told video) {
        var text = video.description().isBlank() ? video.title() : video.description();
        return text.codePointCount(0, text.length()) <= LONGEST_DESCRIPTION
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_DESCRIPTION));
    }
}
