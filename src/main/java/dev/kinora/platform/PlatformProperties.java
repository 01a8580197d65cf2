package dev.kinora.platform;

import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param data the directory of keys and everything else durable on this machine
 * @param appConnections the most connections for people's requests
 * @param workerConnections the most connections for the system's work
 * @param statementTimeout the longest a statement of a request may take
 * @param accessLog whether each request is a line in the log
 * @param keyset the file of keys for stored secrets; empty for keys/secrets.json in the data directory
 * @param url where people reach this installation, for links in mails; empty for this machine at the port it listens on
 */
@Validated
@ConfigurationProperties(prefix = "kinora.platform", ignoreUnknownFields = false)
record PlatformProperties(
        @DefaultValue("data") Path data,
        @DefaultValue("16") @Min(2) int appConnections,
        @DefaultValue("8") @Min(2) int workerConnections,
        @DefaultValue("30s") Duration statementTimeout,
        @DefaultValue("false") boolean accessLog,
        @DefaultValue("") String keyset,
        @DefaultValue("") String url) {}
