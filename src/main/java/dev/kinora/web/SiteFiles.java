package dev.kinora.web;

import dev.kinora.http.Open;
import dev.kinora.platform.PublicAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The few files that browsers and crawlers look for under fixed names. */
@Open
@Controller
class SiteFiles {

    private static final CacheControl A_DAY =
            CacheControl.maxAge(Duration.ofDays(1)).cachePublic();

    private final PublicAddress address;

    SiteFiles(PublicAddress address) {
        this.address = address;
    }

    @GetMapping("/site.webmanifest")
    ResponseEntity<Map<String, Object>> webManifest() {
        return ResponseEntity.ok()
                .cacheControl(A_DAY)
                .contentType(MediaType.parseMediaType("application/manifest+json"))
                .body(Map.of(
                        "name", "Kinora",
                        "short_name", "Kinora",
                        "start_url", "/",
                        "display", "standalone",
                        "background_color", "#121110",
                        "theme_color", "#121110",
                        "icons", List.of(icon("icon-192.png", "192x192"), icon("icon-512.png", "512x512"))));
    }

    @GetMapping("/robots.txt")
    ResponseEntity<String> robots() {
        return ResponseEntity.ok()
                .cacheControl(A_DAY)
                .contentType(MediaType.TEXT_PLAIN)
                .body("""
                        User-agent: *
                        Disallow: /api/
                        Disallow: /client/
                        Disallow: /design
                        Disallow: /playlists
                        Disallow: /search

                        Sitemap: %s
                        """.formatted(address.of("/sitemap.xml")));
    }

    @GetMapping("/favicon.ico")
    ResponseEntity<Void> favicon() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .cacheControl(A_DAY)
                .location(URI.create(Assets.still("favicon.ico")))
                .build();
    }

    private static Map<String, String> icon(String name, String sizes) {
        return Map.of("src", Assets.still(name), "sizes", sizes, "type", "image/png");
    }
}
