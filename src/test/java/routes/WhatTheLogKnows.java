package routes;

import dev.kinora.http.Open;
import org.slf4j.MDC;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@Open
@RestController
public class WhatTheLogKnows {
    @GetMapping("/api/test/trace/{name}")
    String traceId() {
        return String.valueOf(MDC.get("traceId"));
    }
}
