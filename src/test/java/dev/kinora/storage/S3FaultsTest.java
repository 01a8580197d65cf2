package dev.kinora.storage;

import static dev.kinora.storage.Bytes.MB;
import static dev.kinora.storage.Bytes.append;
import static dev.kinora.storage.Bytes.read;
import static dev.kinora.storage.Bytes.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kinora.testing.KinoraProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;

/** A store whose line breaks, whose key is wrong, whose bucket is missing. */
class S3FaultsTest {
    private final S3Server server = S3Server.get();
    private final String bucket = server.bucket();
    private final CuttingProxy line = new CuttingProxy(server.port());
    private final MediaKey film = MediaKey.of("videos/" + UUID.randomUUID() + "/originals/film");
    private final byte[] bytes = Bytes.of(12 * MB);

    @TempDir
    private Path local;

    @AfterEach
    void close() {
        line.close();
    }

    private MediaStore direct() {
        return new S3Store("bucket", server.settings(bucket), local);
    }

    private MediaStore overLine() {
        return store(bucket, line.endpoint(), S3Server.SECRET);
    }

    private MediaStore store(String name, String endpoint, String secret) {
        return new S3Store("bucket", S3Server.settings(name, endpoint, secret, ""), local);
    }

    @Test
    void reading_goes_on_where_the_line_broke() throws IOException {
        direct().write(film, stream(bytes));
        line.cutAnswers(2 * MB, 3);

        var read = read(overLine(), film);

        assertThat(Arrays.equals(read, bytes)).isTrue();
        assertThat(line.cut()).isEqualTo(3);
    }

    @Test
    void reading_a_range_goes_on_where_the_line_broke() throws IOException {
        direct().write(film, stream(bytes));
        line.cutAnswers(2 * MB, 1);

        var read = read(overLine(), film, MB, 8 * MB);

        assertThat(Arrays.equals(read, Arrays.copyOfRange(bytes, MB, 9 * MB))).isTrue();
        assertThat(line.cut()).isEqualTo(1);
    }

    @Test
    void reading_never_goes_on_in_another_file_of_that_name() throws IOException {
        direct().write(film, stream(bytes));
        line.cutAnswers(4 * MB, 1);

        try (var reading = overLine().open(film)) {
            reading.readNBytes(MB);
            direct().write(film, stream(Bytes.of(12 * MB, 9)));

            assertThatThrownBy(reading::readAllBytes).isInstanceOf(IOException.class);
        }
        assertThat(line.cut()).isEqualTo(1);
    }

    @Test
    void writing_survives_a_line_that_breaks() throws IOException {
        line.cutRequests(2 * MB, 2);

        overLine().write(film, stream(bytes));

        assertThat(Arrays.equals(read(direct(), film), bytes)).isTrue();
        assertThat(line.cut()).isEqualTo(2);
    }

    @Test
    void growing_goes_on_after_a_line_that_stays_broken_for_a_while() throws IOException {
        var growth = Growth.NOTHING;
        try (var file = overLine().grow(film, growth)) {
            append(file, bytes, 0, 7 * MB);
            growth = file.checkpoint();
            line.cutRequests(0, Integer.MAX_VALUE);
            append(file, bytes, 7 * MB, 9 * MB);
            assertThatThrownBy(file::checkpoint).isInstanceOf(IOException.class).hasMessageContaining("\"bucket\"");
            line.cutRequests(0, 0);

            assertThat(file.checkpoint().durable()).isEqualTo(9 * MB);
        }
        assertThat(direct().find(film)).isEmpty();
        try (var file = direct().grow(film, growth)) {
            append(file, bytes, 7 * MB, 12 * MB);
            file.finish();
        }
        assertThat(Arrays.equals(read(direct(), film), bytes)).isTrue();
    }

    @Test
    void wrong_key_is_told_and_never_repeated() {
        var store = store(bucket, server.endpoint(), "quite-another-secret");

        assertThatThrownBy(() -> store.write(film, stream(Bytes.of(3))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("refuses the access key")
                .hasMessageContaining("secret-key");
        assertThatThrownBy(() -> store.find(film)).hasMessageContaining("refuses the access key");
        assertThatThrownBy(store::check).hasMessageContaining("refuses the access key");
        assertThatThrownBy(store::check)
                .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain("quite-another-secret"));
    }

    @Test
    void upload_in_parts_that_the_service_knows_no_longer_is_lost() {
        var answer = AwsServiceException.builder()
                .statusCode(404)
                .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode("NoSuchUpload").build())
                .build();

        assertThat(BucketFailure.translated("bucket", bucket, film.value(), answer))
                .isInstanceOf(GrowthLost.class)
                .hasMessageContaining("has forgotten the unfinished upload of " + film.value());
    }

    @Test
    void upload_in_parts_that_the_service_aborted_is_lost_once_it_is_to_be_completed() throws IOException {
        Growth growth;
        try (var file = direct().grow(film, Growth.NOTHING)) {
            append(file, bytes, 0, 9 * MB);
            growth = file.checkpoint();
        }
        server.abortUploads(bucket);

        try (var file = direct().grow(film, growth)) {
            append(file, bytes, 9 * MB, 12 * MB);
            assertThatThrownBy(file::finish)
                    .isInstanceOf(GrowthLost.class)
                    .hasMessageContaining("has forgotten the unfinished upload of " + film.value());
        }
        assertThat(direct().find(film)).isEmpty();
    }

    private static String stackTrace(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void missing_bucket_is_told() {
        var store = store("there-is-none", server.endpoint(), S3Server.SECRET);

        assertThatThrownBy(() -> store.write(film, stream(Bytes.of(3))))
                .hasMessageContaining("no bucket \"there-is-none\"");
        assertThatThrownBy(() -> store.find(film)).hasMessageContaining("no bucket \"there-is-none\"");
        assertThatThrownBy(() -> store.open(film)).hasMessageContaining("no bucket \"there-is-none\"");
        assertThatThrownBy(store::check).hasMessageContaining("no bucket \"there-is-none\"");
        assertThatThrownBy(() -> store.eachOwner(_ -> {})).hasMessageContaining("no bucket \"there-is-none\"");
    }

    @Test
    void server_that_is_away_is_told() {
        var nobody = store(bucket, "http://127.0.0.1:" + KinoraProcess.freePort(), S3Server.SECRET);

        assertThatThrownBy(() -> nobody.find(film))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("\"bucket\" cannot be reached");
    }

    @Test
    void what_others_keep_in_the_bucket_is_not_touched() throws IOException {
        var shared = new S3Store(
                "bucket", S3Server.settings(bucket, server.endpoint(), S3Server.SECRET, "/kinora/media/"), local);
        put("videos/theirs/holiday film.mov");
        put("kinora/media/" + film.owner() + "/notes of the operator.txt");
        shared.write(film, stream(Bytes.of(3)));
        var owners = new ArrayList<String>();
        var files = new ArrayList<StoredFile>();
        shared.eachOwner(owners::add);
        shared.each(film.owner() + "/", files::add);

        assertThat(owners).containsExactly(film.owner());
        assertThat(files).extracting(StoredFile::key).containsExactly(film);
        shared.deleteBelow(film.owner() + "/");
        assertThat(server.contents(bucket).resolve("videos/theirs/holiday film.mov"))
                .exists();
    }

    private void put(String key) {
        try (var s3 = S3Connection.open(server.settings(bucket))) {
            s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString("theirs"));
        }
    }

    @Test
    void killed_process_leaves_no_bytes_on_its_way() throws IOException {
        try (var file = direct().grow(film, Growth.NOTHING)) {
            append(file, bytes, 0, 3 * MB);
            try (var left = Files.list(local)) {
                assertThat(left).isEmpty();
            }
        }
    }
}
