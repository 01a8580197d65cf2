package dev.kinora.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import dev.kinora.testing.RunningKinora;
import io.micrometer.tracing.Tracer;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import routes.WhatTheLogKnows;

class TracingTest {
    private static final String PARENT = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void without_somewhere_to_send_them_there_are_no_traces() {
        try (var kinora = RunningKinora.start(List.of(WhatTheLogKnows.class))) {
            assertThat(kinora.get("/api/test/trace/a").body()).isEqualTo("null");
            for (var type : List.of(Tracer.class, OpenTelemetry.class)) {
                assertThat(catchThrowable(() -> kinora.bean(type))).isInstanceOf(NoSuchBeanDefinitionException.class);
            }
        }
    }

    @Test
    void a_request_is_a_span_that_goes_out_and_its_trace_is_known_to_the_log() throws Exception {
        var received = new LinkedBlockingQueue<String>();
        var collector = collector(received);
        var endpoint = "http://localhost:" + collector.getAddress().getPort() + "/v1/traces";
        try (var kinora = RunningKinora.start(
                List.of(WhatTheLogKnows.class),
                "--management.opentelemetry.tracing.export.otlp.endpoint=" + endpoint,
                "--management.opentelemetry.tracing.export.schedule-delay=100ms")) {
            var logged = kinora.get("/api/test/trace/secret", "traceparent", "00-" + PARENT + "-00f067aa0ba902b7-01")
                    .body();

            assertThat(logged).isEqualTo(PARENT);
            assertThat(received.poll(30, TimeUnit.SECONDS))
                    .contains("/api/test/trace/{name}", "kinora")
                    .startsWith("/v1/traces application/x-protobuf");
        } finally {
            collector.stop(0);
        }
    }

    private static HttpServer collector(LinkedBlockingQueue<String> received) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var type = exchange.getRequestHeaders().getFirst("Content-Type");
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            received.add(exchange.getRequestURI() + " " + type + " " + body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
