package dev.kinora.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A file that is being written at its end, by one thread; only {@link #checkpoint} may come from another. */
public interface Growing extends Closeable {
    /** Takes all that remains in the buffer. */
    void append(ByteBuffer bytes) throws IOException;

    /** Where the next byte goes. */
    long position();

    /** All that is in it; empty where that is more than so many bytes, or cannot be told any more. */
    Optional<byte[]> soFar(int most) throws IOException;

    /** Makes durable what was appended before the call began, and tells how far that is. */
    Growth checkpoint() throws IOException;

    /** Goes back behind the last checkpoint, or to where it was opened, as though nothing had come after it. */
    void truncate(long position) throws IOException;

    /** From now on it is a whole file under its key. Durable; nothing can be appended after it. */
    void finish() throws IOException;

    /** Lets go of it as it is: what was not made durable may be lost. */
    @Override
    void close() throws IOException;
}
