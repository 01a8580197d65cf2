package dev.kinora.playback;

/** How long what is served may be kept, and by whom. */
final class Caching {
    private static final String FOR_GOOD = ", max-age=31536000, immutable";
    /** A cache that many share asks again soon: what was open may have been withdrawn, and only we know. */
    private static final String SHARED_FOR_A_MOMENT = ", s-maxage=20";
    /** A film that is taken down stops within a minute, in caches as well. */
    private static final String FOR_A_MOMENT = ", max-age=20";

    private Caching() {}

    /** Of what never changes under its address. */
    static String forGood(Pass pass) {
        return whose(pass.isOpen()) + FOR_GOOD + (pass.isOpen() ? SHARED_FOR_A_MOMENT : "");
    }

    static String forAMoment(Pass pass) {
        return whose(pass.isOpen()) + FOR_A_MOMENT;
    }

    /** @param growing asked for again and again, and different each time */
    static String ofManifest(Pass pass, boolean growing) {
        return growing
                ? "no-cache"
                : whose(pass.isOpen() && pass.film().allowedOrigins().isEmpty()) + FOR_A_MOMENT;
    }

    private static String whose(boolean everybodys) {
        return everybodys ? "public" : "private";
    }
}
