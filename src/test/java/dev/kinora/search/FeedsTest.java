package dev.kinora.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinora.library.Thumbnails;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Db;
import dev.kinora.platform.Viewer;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.testing.Films;
import dev.kinora.testing.People;
import dev.kinora.testing.RunningKinora;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.w3c.dom.Document;
import tools.jackson.databind.json.JsonMapper;

/** What others' programs are told: the same whoever asks, well-formed whatever is in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedsTest {
    private static final String STRANGE = "<b>&\"'\u0001\u000B ]]> \uFFFE สวัสดี مرحبا 🎬";

    private final RunningKinora kinora = RunningKinora.start("--kinora.jobs.background=false");
    private final People.Person ada = People.member(kinora, "ada");
    private final Films.Film shown = Films.published(ada, "Shown " + STRANGE, STRANGE);
    private final Films.Film secret = Films.of(ada, "Zyzzogeton", "private");
    private final Films.Film unlisted = Films.of(ada, "Quinquagesima", "unlisted");

    FeedsTest() {
        for (var film : List.of(shown, unlisted)) {
            Films.execute(
                    kinora,
                    "insert into video_metadata (video_id, width, height) values (?::uuid, 1080, 1920)",
                    film.id().toString());
            new Caller(new Viewer.User(ada.id()), "test", null, null).run(() -> picture(film));
        }
    }

    /** Of another shape than the film, as its owner may send one. */
    private void picture(Films.Film film) {
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), "png", bytes);
            kinora.bean(Thumbnails.class).upload(film.id(), new ByteArrayInputStream(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void stop() {
        kinora.close();
    }

    private static Document parsed(String xml) {
        try {
            return DocumentBuilderFactory.newNSInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError(xml, e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void feeds_tell_of_public_videos_alone_whoever_asks() {
        var key = "Bearer " + ada.key(ApiScope.read);
        for (var path : List.of("/feed.xml", "/@ada/feed.xml", "/@ADA/feed.xml", "/sitemap-videos-1.xml")) {
            for (var headers :
                    new String[][] {{}, {"Cookie", "kinora_session=" + ada.browser()}, {"Authorization", key}}) {
                var feed = kinora.get(path, headers);
                assertThat(feed.statusCode()).as(path).isEqualTo(200);
                parsed(feed.body());
                assertThat(feed.body())
                        .contains(shown.uid())
                        .doesNotContain(secret.uid(), unlisted.uid(), "Zyzzogeton", "Quinquagesima");
            }
        }
        assertThat(kinora.get("/@nobody/feed.xml").statusCode()).isEqualTo(404);
    }

    @Test
    void text_in_every_script_is_kept_and_signs_xml_does_not_know_are_left_out() {
        var feed = kinora.get("/feed.xml");

        var title = parsed(feed.body())
                .getElementsByTagNameNS("http://search.yahoo.com/mrss/", "title")
                .item(0)
                .getTextContent();
        assertThat(title).isEqualTo("Shown <b>&\"' ]]>  สวัสดี مرحبا 🎬");
        assertThat(feed.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/rss+xml");
        assertThat(feed.body()).contains(kinora.url("/watch/" + shown.uid()), kinora.url("/embed/" + shown.uid()));
    }

    @Test
    void a_feed_that_has_not_changed_is_not_sent_again() {
        var etag = kinora.get("/@ada/feed.xml").headers().firstValue("ETag").orElseThrow();

        var again = kinora.get("/@ada/feed.xml", "If-None-Match", etag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(kinora.get("/@ada/feed.xml", "If-None-Match", "\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void crawlers_are_led_to_the_sitemaps() {
        assertThat(kinora.get("/robots.txt").body()).contains("Sitemap: " + kinora.url("/sitemap.xml"));
        var index = kinora.get("/sitemap.xml");
        assertThat(parsed(index.body()).getElementsByTagName("loc").item(0).getTextContent())
                .isEqualTo(kinora.url("/sitemap-videos-1.xml"));
        var videos = parsed(kinora.get("/sitemap-videos-1.xml").body());
        assertThat(videos.getElementsByTagName("loc").getLength()).isEqualTo(1);
        assertThat(kinora.get("/sitemap-videos-2.xml").statusCode()).isEqualTo(404);
        assertThat(kinora.get("/sitemap-videos-0.xml").statusCode()).isEqualTo(404);
    }

    @Test
    void sitemap_of_the_longest_texts_stays_below_what_the_protocol_allows() {
        var film = Films.published(ada, "&".repeat(255), "&".repeat(10_000));
        Films.execute(
                kinora,
                "update videos set thumbnail_url = '/thumbnails/' || id || '/' || id || '.jpg' where id = ?::uuid",
                film.id().toString());

        var sitemap = kinora.get("/sitemap-videos-1.xml").body();
        Films.execute(
                kinora,
                "update videos set visibility = 'private' where id = ?::uuid",
                film.id().toString());

        var entry = sitemap.substring(sitemap.indexOf(film.uid()));
        assertThat(entry).contains("&amp;".repeat(2048));
        var bytes = entry.substring(0, entry.indexOf("</url>")).getBytes(StandardCharsets.UTF_8).length;
        assertThat((long) bytes * Feeds.A_FILE).isBetween(20_000_000L, 50_000_000L);
    }

    @Test
    void whoever_reads_a_sitemap_slowly_keeps_no_connection_of_the_database() {
        Films.execute(
                kinora,
                "insert into videos (user_id, title, visibility, status) select ?::uuid, 'Mass', 'public', 'queued' from generate_series(1, 2100)",
                ada.id().toString());
        Films.execute(kinora, "update videos set status = 'inprogress' where title = 'Mass'");
        Films.execute(
                kinora,
                "update videos set status = 'ready', processing_progress = 100, published_at = now() where title = 'Mass'");
        var seen = new ArrayList<String>();

        // A transaction that reads would refuse the writing.
        new Caller(Viewer.ANONYMOUS, "test", null, null)
                .run(() -> kinora.bean(Feeds.class)
                        .each(1, video -> kinora.bean(Db.class).write(_ -> seen.add(video.uid()))));

        Films.execute(kinora, "delete from videos where title = 'Mass'");
        assertThat(seen).hasSize(2101).doesNotHaveDuplicates().contains(shown.uid());
    }

    @Test
    void an_address_is_told_how_to_be_embedded() {
        var answer = kinora.get("/oembed?url=" + encoded(kinora.url("/watch/" + shown.uid() + "?t=3")));
        assertThat(answer.statusCode()).isEqualTo(200);
        var embedding = JsonMapper.shared().readTree(answer.body());
        assertThat(embedding.get("type").asString()).isEqualTo("video");
        assertThat(embedding.get("author_url").asString()).isEqualTo(kinora.url("/@ada"));
        assertThat(embedding.get("html").asString())
                .startsWith("<iframe src=\"" + kinora.url("/embed/" + shown.uid()) + "\"")
                .contains("title=\"Shown &lt;b&gt;&amp;&quot;&#39;")
                .doesNotContain("<b>");

        var xml = kinora.get("/oembed?format=xml&url=" + encoded(kinora.url("/watch/" + unlisted.uid())));
        assertThat(parsed(xml.body()).getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Quinquagesima");
    }

    @Test
    void a_picture_is_told_of_where_everybody_finds_it_and_in_the_size_it_has() throws IOException {
        for (var film : List.of(shown, unlisted)) {
            var told = JsonMapper.shared()
                    .readTree(kinora.get("/oembed?url=" + encoded(kinora.url("/watch/" + film.uid())))
                            .body());
            var picture = ImageIO.read(
                    URI.create(told.get("thumbnail_url").asString()).toURL());

            assertThat(told.get("thumbnail_width").asInt()).isEqualTo(202).isEqualTo(picture.getWidth());
            assertThat(told.get("thumbnail_height").asInt()).isEqualTo(360).isEqualTo(picture.getHeight());
        }
        var rss = parsed(kinora.get("/feed.xml").body())
                .getElementsByTagNameNS("http://search.yahoo.com/mrss/", "thumbnail")
                .item(0)
                .getAttributes()
                .getNamedItem("url")
                .getTextContent();
        var sitemap = parsed(kinora.get("/sitemap-videos-1.xml").body())
                .getElementsByTagName("video:thumbnail_loc")
                .item(0)
                .getTextContent();
        var page = Pattern.compile("property=\"og:image\" content=\"([^\"]+)\"")
                .matcher(kinora.get("/watch/" + shown.uid()).body());
        assertThat(page.find()).isTrue();
        for (var address : List.of(rss, sitemap, page.group(1))) {
            assertThat(ImageIO.read(URI.create(address).toURL()).getWidth())
                    .as(address)
                    .isEqualTo(300);
        }
    }

    @Test
    void an_upright_picture_stays_upright_within_its_bounds() {
        var url = encoded(kinora.url("/watch/" + shown.uid()));
        var small = JsonMapper.shared()
                .readTree(kinora.get("/oembed?maxwidth=300&maxheight=200&url=" + url)
                        .body());

        assertThat(small.get("height").asInt()).isBetween(199, 200);
        assertThat(small.get("width").asInt()).isEqualTo(112);
        assertThat(kinora.get("/oembed?maxwidth=0&url=" + url).statusCode()).isEqualTo(422);
        assertThat(kinora.get("/oembed?maxwidth=x&url=" + url).statusCode()).isEqualTo(422);
        assertThat(kinora.get("/oembed?format=yaml&url=" + url).statusCode()).isEqualTo(501);
    }

    @Test
    void programs_are_told_what_is_missing_in_their_own_language() {
        var browser = new String[] {"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"};

        var oembed = kinora.get("/oembed?url=" + encoded("https://elsewhere.example.org/<x>"), browser);
        assertThat(oembed.statusCode()).isEqualTo(404);
        assertThat(oembed.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/problem+json");
        assertThat(JsonMapper.shared().readTree(oembed.body()).get("code").asString())
                .isEqualTo("video-not-found");

        for (var path : List.of(
                "/oembed?format=xml&url=x", "/@nobody/feed.xml", "/sitemap-videos-9.xml", "/%3Cb%3E%01/feed.xml")) {
            var missing = kinora.get(path, browser);
            assertThat(missing.statusCode()).as(path).isIn(400, 404);
            if (missing.statusCode() == 404) {
                assertThat(missing.headers().firstValue("Content-Type").orElseThrow())
                        .startsWith("application/problem+xml");
                assertThat(parsed(missing.body())
                                .getElementsByTagName("status")
                                .item(0)
                                .getTextContent())
                        .isEqualTo("404");
            }
        }
    }

    @Test
    void private_videos_and_other_addresses_are_not_embedded() {
        var key = "Bearer " + ada.key(ApiScope.read);
        for (var url : List.of(
                kinora.url("/watch/" + secret.uid()),
                kinora.url("/watch/nothing"),
                kinora.url("/watch/" + shown.uid() + "/more"),
                kinora.url("/embed/" + shown.uid()),
                "https://elsewhere.example.org/watch/" + shown.uid(),
                kinora.url("").replace("http://", "http://user@") + "/watch/" + shown.uid(),
                "not an address",
                "",
                "\u0000")) {
            assertThat(kinora.get("/oembed?url=" + encoded(url), "Authorization", key)
                            .statusCode())
                    .as(url)
                    .isEqualTo(404);
        }
    }
}
