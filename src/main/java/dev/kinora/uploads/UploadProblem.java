package dev.kinora.uploads;

import dev.kinora.platform.Problem;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** What is refused about an upload. */
public final class UploadProblem extends Problem {
    private static final String LOST = "upload-lost";

    private UploadProblem(Category category, String code, String sentence, Map<String, Object> details) {
        super(category, code, sentence, details);
    }

    private static UploadProblem of(Category category, String code, String sentence) {
        return new UploadProblem(category, code, sentence, Map.of());
    }

    static UploadProblem notFound() {
        return of(
                Category.NOT_FOUND,
                "upload-not-found",
                "There is no such upload: it was given up, has expired, or is somebody else's. Begin a new one.");
    }

    static UploadProblem gone() {
        return of(Category.GONE, "upload-gone", "This upload was given up or has expired. Begin a new one.");
    }

    static UploadProblem malformed(String sentence) {
        return of(Category.MALFORMED, "malformed", sentence);
    }

    static UploadProblem offset(long expected) {
        return new UploadProblem(
                Category.CONFLICT,
                "offset-differs",
                "The upload goes on at byte " + expected + ", not where this request would put its bytes.",
                Map.of("offset", expected));
    }

    static UploadProblem lost() {
        return new UploadProblem(
                Category.CONFLICT,
                LOST,
                "What had arrived of this upload is gone from where it was kept. The upload is still there: send the file"
                        + " again from its first byte.",
                Map.of("offset", 0L));
    }

    boolean isLost() {
        return code().equals(LOST);
    }

    static UploadProblem busy() {
        return of(
                Category.LOCKED,
                "upload-busy",
                "Another request is writing to this upload. Wait until it has ended, ask how far it came, and go on there.");
    }

    static UploadProblem tooLong(long length) {
        return of(
                Category.TOO_LARGE,
                "too-long",
                "The upload was announced with " + length + " bytes, and this is more.");
    }

    static UploadProblem tooLarge(DataSize most) {
        return of(Category.TOO_LARGE, "file-too-large", "A file may have " + most.toGigabytes() + " GB here at most.");
    }

    static UploadProblem checksumDiffers(long offset) {
        return new UploadProblem(
                Category.CORRUPTED,
                "checksum-differs",
                "The bytes that came do not sum up to Upload-Checksum; none of them is kept. Send them again from byte "
                        + offset + ".",
                Map.of("offset", offset));
    }

    static UploadProblem version(String spoken) {
        return of(
                Category.UNSPOKEN,
                "tus-version",
                "Resumable uploads speak tus " + spoken + " here. Send Tus-Resumable: " + spoken
                        + ", or a whole file by PUT or as a form.");
    }

    static UploadProblem contentType() {
        return of(
                Category.UNSUPPORTED,
                "content-type",
                "The bytes of an upload are sent as application/offset+octet-stream.");
    }

    static UploadProblem isFinal() {
        return of(Category.FORBIDDEN, "upload-final", "This upload is made of others; nothing can be added to it.");
    }

    static UploadProblem unfinishedParts() {
        return of(
                Category.MALFORMED, "parts-unfinished", "Each part must be complete before the whole is made of them.");
    }

    static UploadProblem incomplete(long received, long length) {
        return of(
                Category.MALFORMED,
                "incomplete",
                "Of " + length + " bytes " + received + " arrived before the connection broke. Send the file again.");
    }

    static UploadProblem broken() {
        return of(
                Category.MALFORMED,
                "incomplete",
                "The connection broke before the whole file had arrived. Send it again.");
    }

    /** @param what it seems to be, as in "it is …" */
    static UploadProblem notAVideo(String what) {
        return of(Category.UNSUPPORTED, "not-a-video", "This is not a video that can be read: it is " + what + ".");
    }

    /** @param code as Cloudflare's list has it */
    static UploadProblem refused(String code, String sentence) {
        return new UploadProblem(Category.UNSUPPORTED, "not-a-video", sentence, Map.of("reason", code));
    }

    static UploadProblem nothingToRepeat() {
        return of(
                Category.CONFLICT,
                "nothing-to-repeat",
                "Nothing of this video waits to be looked into again. If it failed, upload the file once more.");
    }

    static UploadProblem noImport() {
        return of(
                Category.NOT_FOUND,
                "import-not-found",
                "There is no such import, or no longer: it was cancelled, ended long ago, or is somebody else's.");
    }

    static UploadProblem fetched() {
        return of(
                Category.CONFLICT,
                "import-over",
                "The film is fetched already. What becomes of it now stands on its own page.");
    }

    static UploadProblem noFile() {
        return of(Category.MALFORMED, "no-file", "The form has no part with a file in it.");
    }
}
