package dev.kinora.storage;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class S3StoreTest extends EndingContract {
    private final String bucket = S3Server.get().bucket();

    @TempDir
    private Path local;

    @Override
    MediaStore store() {
        return new S3Store("bucket", S3Server.get().settings(bucket), local);
    }

    @Override
    int files() {
        return 1100;
    }
}
