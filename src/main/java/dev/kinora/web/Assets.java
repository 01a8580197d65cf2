package dev.kinora.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The addresses of scripts, styles, icons and pictures, whose names carry a hash of what is in them. */
public final class Assets {

    private static final String MANIFEST = "/assets-manifest.json";
    private static final String BASE = "/assets/";
    private static final String ENTRY = "scripts/main.ts";
    private static final String FONTS = "node_modules/@fontsource-variable/";

    private static final Map<String, String> URLS = read();

    private Assets() {}

    public static String script() {
        return url(ENTRY);
    }

    public static String styles() {
        return url(ENTRY + ":css");
    }

    /** The two fonts that every page in a latin script needs at once. */
    public static String textFont() {
        return url(FONTS + "inter/files/inter-latin-wght-normal.woff2");
    }

    public static String displayFont() {
        return url(FONTS + "bricolage-grotesque/files/bricolage-grotesque-latin-opsz-normal.woff2");
    }

    /** One icon of the sprite; its name must stand in web/icons.txt. */
    public static String icon(String name) {
        return url("icons.svg") + '#' + name;
    }

    /** A file of web/stills. */
    public static String still(String name) {
        return url("stills/" + name);
    }

    private static String url(String source) {
        var url = URLS.get(source);
        if (url == null) throw new IllegalArgumentException("The front end has no file " + source + ".");
        return url;
    }

    private static Map<String, String> read() {
        try (InputStream manifest = Assets.class.getResourceAsStream(MANIFEST)) {
            if (manifest == null)
                throw new IllegalStateException(
                        "The front end is not built: " + MANIFEST + " is missing. Run `node web/build.mjs`.");
            return urls(JsonMapper.shared().readTree(manifest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> urls(JsonNode manifest) {
        var urls = new HashMap<String, String>();
        for (var entry : manifest.properties()) {
            urls.put(entry.getKey(), BASE + entry.getValue().get("file").asString());
            for (JsonNode css : entry.getValue().path("css")) urls.put(entry.getKey() + ":css", BASE + css.asString());
        }
        return Map.copyOf(urls);
    }
}
