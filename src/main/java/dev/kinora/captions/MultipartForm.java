package dev.kinora.captions;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A form with a file, as browsers send it. */
final class MultipartForm {
    private final String cut = UUID.randomUUID().toString();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    MultipartForm field(String name, String value) {
        begin("name=\"" + name + "\"");
        write("\r\n" + value + "\r\n");
        return this;
    }

    MultipartForm file(String name, String filename, String type, byte[] bytes) {
        begin("name=\"" + name + "\"; filename=\"" + filename + "\"");
        write("Content-Type: " + type + "\r\n\r\n");
        body.writeBytes(bytes);
        write("\r\n");
        return this;
    }

    private void begin(String disposition) {
        write("--" + cut + "\r\nContent-Disposition: form-data; " + disposition + "\r\n");
    }

    private void write(String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    String type() {
        return "multipart/form-data; boundary=" + cut;
    }

    byte[] end() {
        write("--" + cut + "--\r\n");
        return body.toByteArray();
    }
}
