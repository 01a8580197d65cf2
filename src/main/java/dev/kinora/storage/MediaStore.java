package dev.kinora.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A place where bytes lie. A file is there whole or not at all, and once a call has returned it survives a power cut. Every
 * implementation passes one and the same set of tests. A store that is full is a {@link StorageProblem}; one that cannot be
 * reached throws {@link IOException}.
 */
public interface MediaStore {
    /** Where the id of the installation stands that a store belongs to; no name of media. */
    String MARK = "kinora-installation";

    /** As in the settings. */
    String name();

    /** As in the settings: disk or s3. */
    String kind();

    /** Whether it can be used as the settings say; the exception says why it cannot. */
    void check() throws IOException;

    Optional<StoredFile> find(MediaKey key) throws IOException;

    /** To be closed by the caller; {@link java.nio.file.NoSuchFileException} when there is no such file. */
    default InputStream open(MediaKey key) throws IOException {
        return open(key, 0, Long.MAX_VALUE);
    }

    /** @param length how many bytes at most; beyond the end there are none */
    InputStream open(MediaKey key, long from, long length) throws IOException;

    /** Reads to the end, then the file is there, in the place of another of that name; before, nobody sees any of it. */
    void write(MediaKey key, InputStream bytes) throws IOException;

    /**
     * A file that comes piece by piece, perhaps over days and several processes.
     *
     * @param at what a checkpoint told last; {@link Growth#NOTHING} for a new one. Should it have been finished meanwhile by somebody
     *     who could not say so, it can be finished again
     */
    Growing grow(MediaKey key, Growth at) throws IOException;

    /** Clears away what has grown and will never be whole; nothing where there is nothing. */
    void abandon(MediaKey key, Growth at) throws IOException;

    /** A whole file made of others, in their order, which stay. */
    void concatenate(MediaKey key, List<MediaKey> parts) throws IOException;

    /** Nothing where there is nothing. */
    void delete(MediaKey key) throws IOException;

    /**
     * Files that grow as well.
     *
     * @param prefix ends with a slash
     */
    void deleteBelow(String prefix) throws IOException;

    /**
     * Clears away what grows below; whole files stay. To be asked only where nobody is writing.
     *
     * @param prefix ends with a slash
     */
    default void abandonBelow(String prefix) throws IOException {
        abandonBelow(prefix, Instant.MAX);
    }

    /**
     * As {@link #abandonBelow(String)}, but only what was last written, or on a bucket begun, before then: whoever began since may be
     * writing.
     *
     * @param prefix ends with a slash
     */
    void abandonBelow(String prefix, Instant before) throws IOException;

    /**
     * All whole files below, in any order, one at a time.
     *
     * @param prefix ends with a slash
     */
    void each(String prefix, Consumer<StoredFile> visit) throws IOException;

    /**
     * Names of what lies directly below: of files, growing ones too, and of folders with a slash at their end.
     *
     * @param prefix ends with a slash
     */
    void eachName(String prefix, Consumer<String> visit) throws IOException;

    /** What files belong to, {@code videos/<id>} and the like, growing ones too; without looking at each file. */
    void eachOwner(Consumer<String> visit) throws IOException;

    /** Which installation it belongs to; empty where none has used it yet. */
    Optional<String> mark() throws IOException;

    /** @param installation whose it is from now on */
    void mark(String installation) throws IOException;

    /** Where programs of this machine can read it without copying; empty where the store is elsewhere. */
    default Optional<Path> path(MediaKey key) {
        return Optional.empty();
    }

    /** Where a viewer can fetch it past Kinora, for so long; empty where Kinora itself has to send it. */
    default Optional<URI> address(MediaKey key, Duration validity) {
        return Optional.empty();
    }

    /** What all those addresses begin with, as a policy of a page names it; empty where there are none. */
    default Optional<String> origin() {
        return Optional.empty();
    }

    /** How many bytes it still takes; {@link Long#MAX_VALUE} where nobody knows. */
    default long room() throws IOException {
        return Long.MAX_VALUE;
    }
}
