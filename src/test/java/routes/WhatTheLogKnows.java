package routes;

import org.slf4j.MDC;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class WhatTheLogKnows {
    @GetMapping("/api/test/trace/{name}")
    String traceId() {
        return String.valueOf(MDC.get("traceId"));
    }
}
