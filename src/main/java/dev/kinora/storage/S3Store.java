package dev.kinora.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** A bucket of an S3-compatible service. A file grows as a multipart upload, which nobody sees before it is completed. */
final class S3Store implements MediaStore {
    /** What lies beside a key while it grows. */
    private static final Pattern TAIL = Pattern.compile("\\.[A-Za-z0-9-]+" + Pattern.quote(MediaKey.GROWING));

    private static final int LONGEST_MARK = 200;

    private final String name;
    private final StorageProperties.Store settings;
    private final Bucket bucket;
    private final Addresses addresses;

    /** @param folder of this machine, for bytes on their way */
    S3Store(String name, StorageProperties.Store settings, Path folder) {
        this.name = name;
        this.settings = settings;
        this.bucket = new Bucket(name, settings, folder);
        this.addresses = new Addresses(settings);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return "s3";
    }

    @Override
    public void check() throws IOException {
        bucket.check();
    }

    private String place(MediaKey key) {
        return settings.prefixed(key.value());
    }

    @Override
    public Optional<StoredFile> find(MediaKey key) throws IOException {
        return bucket.head(place(key)).map(found -> new StoredFile(key, found.contentLength(), found.lastModified()));
    }

    @Override
    public InputStream open(MediaKey key, long from, long length) throws IOException {
        if (length <= 0) {
            if (find(key).isEmpty()) {
                throw new NoSuchFileException(key.value());
            }
            return InputStream.nullInputStream();
        }
        var range = range(from, length);
        var bytes = bucket.get(place(key), range.orElse(null), null);
        return bytes.isEmpty() ? InputStream.nullInputStream() : new S3Input(bucket, place(key), from, bytes.get());
    }

    private static Optional<String> range(long from, long length) {
        if (length > Long.MAX_VALUE - from) {
            return from == 0 ? Optional.empty() : Optional.of("bytes=" + from + "-");
        }
        return from == 0 && length == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of("bytes=" + from + "-" + (from + length - 1));
    }

    @Override
    public void write(MediaKey key, InputStream bytes) throws IOException {
        try (var growing = growing(key, Growth.NOTHING)) {
            try {
                S3Concatenation.appendAll(growing, bytes);
                growing.finishLeavingTail();
            } catch (IOException | RuntimeException e) {
                givenUp(growing, e);
                throw e;
            }
        }
    }

    private static void givenUp(S3Growing growing, Exception why) {
        try {
            growing.giveUp();
        } catch (IOException e) {
            // The bucket's own rule clears away what nobody completes.
            why.addSuppressed(e);
        }
    }

    @Override
    public Growing grow(MediaKey key, Growth at) throws IOException {
        return growing(key, at);
    }

    private S3Growing growing(MediaKey key, Growth at) throws IOException {
        return new S3Growing(
                bucket, place(key), S3Growth.of(at, settings.partSize().toBytes()));
    }

    @Override
    public void abandon(MediaKey key, Growth at) throws IOException {
        var place = place(key);
        var known = S3Growth.of(at, PartSizes.LEAST).upload();
        if (known.isPresent()) {
            bucket.abort(place, known.get());
        }
        clear(bucket, place);
    }

    private static void abort(Bucket bucket, String prefix, Predicate<MultipartUpload> which) throws IOException {
        var unfinished = new ArrayList<MultipartUpload>();
        bucket.uploads(prefix, each -> {
            if (which.test(each)) {
                unfinished.add(each);
            }
        });
        for (var each : unfinished) {
            bucket.abort(each.key(), each.uploadId());
        }
    }

    /** What grows, or grew, under that name. */
    static void clear(Bucket bucket, String place) throws IOException {
        abort(bucket, place, each -> each.key().equals(place));
        var found = new ArrayList<String>();
        bucket.list(place + ".", each -> {
            if (TAIL.matcher(each.key().substring(place.length())).matches()) {
                found.add(each.key());
            }
        });
        bucket.deleteAll(found);
    }

    @Override
    public void concatenate(MediaKey key, List<MediaKey> parts) throws IOException {
        new S3Concatenation(bucket, place(key), settings.partSize().toBytes())
                .run(parts.stream().map(this::place).toList());
    }

    @Override
    public void delete(MediaKey key) throws IOException {
        bucket.delete(place(key));
    }

    @Override
    public void deleteBelow(String prefix) throws IOException {
        var place = settings.prefixed(MediaKey.requirePrefix(prefix));
        abort(bucket, place, _ -> true);
        var found = new ArrayList<String>();
        bucket.list(place, each -> found.add(each.key()));
        bucket.deleteAll(found);
    }

    @Override
    public void abandonBelow(String prefix, Instant before) throws IOException {
        var place = settings.prefixed(MediaKey.requirePrefix(prefix));
        abort(
                bucket,
                place,
                each -> each.initiated() == null || each.initiated().isBefore(before));
        var found = new ArrayList<String>();
        bucket.list(place, each -> {
            if (each.key().endsWith(MediaKey.GROWING) && each.lastModified().isBefore(before)) {
                found.add(each.key());
            }
        });
        bucket.deleteAll(found);
    }

    @Override
    public void each(String prefix, Consumer<StoredFile> visit) throws IOException {
        bucket.list(settings.prefixed(MediaKey.requirePrefix(prefix)), each -> {
            var key = each.key().substring(settings.folder().length());
            if (MediaKey.isOne(key)) {
                visit.accept(new StoredFile(MediaKey.of(key), each.size(), each.lastModified()));
            }
        });
    }

    @Override
    public void eachName(String prefix, Consumer<String> visit) throws IOException {
        var place = settings.prefixed(MediaKey.requirePrefix(prefix));
        var names = new LinkedHashSet<String>();
        bucket.children(place, each -> names.add(each.substring(place.length())));
        bucket.uploads(place, each -> names.add(firstName(each.key().substring(place.length()))));
        names.forEach(visit);
    }

    private static String firstName(String below) {
        var slash = below.indexOf('/');
        return slash < 0 ? below : below.substring(0, slash + 1);
    }

    @Override
    public void eachOwner(Consumer<String> visit) throws IOException {
        try {
            for (var kind : MediaKey.KINDS) {
                var owners = new LinkedHashSet<String>();
                var place = settings.prefixed(kind + "/");
                bucket.children(place, each -> owners.add(owner(kind, each.substring(place.length()))));
                bucket.uploads(place, each -> owners.add(owner(kind, each.key().substring(place.length()))));
                owners.forEach(visit);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String owner(String kind, String below) {
        var slash = below.indexOf('/');
        return MediaKey.owner(kind, slash < 0 ? below : below.substring(0, slash));
    }

    @Override
    public Optional<String> mark() throws IOException {
        var key = settings.prefixed(MARK);
        if (bucket.head(key).isEmpty()) {
            return Optional.empty();
        }
        try (var bytes = bucket.read(key)) {
            return Optional.of(new String(bytes.readNBytes(LONGEST_MARK), StandardCharsets.UTF_8).strip());
        }
    }

    @Override
    public void mark(String installation) throws IOException {
        try (var part = bucket.local()) {
            part.append(ByteBuffer.wrap((installation + "\n").getBytes(StandardCharsets.UTF_8)));
            bucket.put(settings.prefixed(MARK), part.slice(0));
        }
    }

    @Override
    public Optional<URI> address(MediaKey key, Duration validity) {
        return addresses.address(place(key), validity);
    }

    @Override
    public Optional<String> origin() {
        return addresses.origin();
    }
}
