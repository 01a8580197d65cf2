package dev.kinora.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;

/** What is read as a whole, such as JSON, is no larger than what a person could mean; what is uploaded goes other ways. */
@ControllerAdvice
final class BodyLimit extends RequestBodyAdviceAdapter {
    static final int MOST = 16 << 20;

    @Override
    public boolean supports(
            MethodParameter parameter, Type target, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type target,
            Class<? extends HttpMessageConverter<?>> converter)
            throws IOException {
        if (message.getHeaders().getContentLength() > MOST) {
            throw new BodyTooLarge();
        }
        // Not while it is read: whoever reads it would take the refusal for a mistake in it.
        var body = message.getBody().readNBytes(MOST + 1);
        if (body.length > MOST) {
            throw new BodyTooLarge();
        }
        return new Whole(message.getHeaders(), new ByteArrayInputStream(body));
    }

    private record Whole(HttpHeaders headers, InputStream body) implements HttpInputMessage {
        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return body;
        }
    }
}
