package dev.kinora.storage;

import dev.kinora.platform.Problem;

/** What a store refuses. */
public final class StorageProblem extends Problem {
    private StorageProblem(Category category, String code, String sentence) {
        super(category, code, sentence);
    }

    private StorageProblem(Category category, String code, String sentence, Throwable cause) {
        super(category, code, sentence, cause);
    }

    static StorageProblem full(String store, Throwable cause) {
        return new StorageProblem(Category.FULL, "storage-full", fullSentence(store), cause);
    }

    public static StorageProblem full(String store) {
        return new StorageProblem(Category.FULL, "storage-full", fullSentence(store));
    }

    private static String fullSentence(String store) {
        return "The store \"" + store
                + "\" has no room left. Nothing is lost: what has arrived stays, and the upload goes on"
                + " as soon as whoever runs this Kinora has made room.";
    }

    public static StorageProblem unreachable(String store, Throwable cause) {
        return new StorageProblem(
                Category.UNAVAILABLE,
                "storage-unreachable",
                "The store \"" + store + "\" cannot be reached at this moment. Nothing is lost; try again in a minute.",
                cause);
    }

    static StorageProblem unknown(String store) {
        return new StorageProblem(
                Category.INVALID, "store-unknown", "There is no store called \"" + store + "\" in the settings.");
    }
}
