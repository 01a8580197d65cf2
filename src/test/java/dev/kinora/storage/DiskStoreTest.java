package dev.kinora.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DiskStoreTest extends EndingContract {
    @TempDir
    private Path root;

    @Override
    MediaStore store() throws IOException {
        return new DiskStore("disk", root, 0);
    }

    @Override
    int files() {
        return 300;
    }
}
