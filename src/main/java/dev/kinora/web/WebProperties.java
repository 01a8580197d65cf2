package dev.kinora.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param metricsToken lets a scraper that is not on this machine read the metrics; empty lets none */
@ConfigurationProperties(prefix = "kinora.web", ignoreUnknownFields = false)
record WebProperties(@DefaultValue("") String metricsToken) {}
