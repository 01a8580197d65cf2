package dev.kinora.outbound;

import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address in the one form in which it is both checked and called: programs that read the same text differently are how
 * checks are passed by.
 *
 * @param host without the brackets of IPv6
 */
record Target(URI uri, String host, int port) {
    private static final int LONGEST = 8_000;
    private static final int LONGEST_NAME = 253;

    private static final Pattern FORM =
            Pattern.compile("(https?)://([^/?#\\\\]*)([^#\\\\]*)(#.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::([0-9]{0,5}))?");
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\\.)*" + "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");
    private static final Pattern QUAD = Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})");

    static Target of(String text) {
        var form = FORM.matcher(text);
        if (text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl) || !form.matches()) {
            throw OutboundProblem.malformed(
                    "This is not an address of the web. Give one that begins with https:// or http://.");
        }
        var authority = form.group(2);
        if (authority.contains("@")) {
            throw OutboundProblem.malformed(
                    "The address has a name or a password before its host. Give it without them.");
        }
        var parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            throw noHost();
        }
        var scheme = form.group(1).toLowerCase(Locale.ROOT);
        var host = host(parts.group(1));
        var port = port(scheme, parts);
        var shown = parts.group(2) == null || parts.group(2).isEmpty() ? "" : ":" + port;
        var path = form.group(3).startsWith("/") ? form.group(3) : "/" + form.group(3);
        try {
            return new Target(
                    URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + shown + encoded(path)),
                    host,
                    port);
        } catch (IllegalArgumentException _) {
            throw OutboundProblem.malformed("The path of the address is not written as one. Copy it from a browser.");
        }
    }

    private static String host(String written) {
        if (written.startsWith("[")) {
            return v6(written.substring(1, written.length() - 1));
        }
        var name = ascii(written);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        if (ENDS_IN_NUMBER.matcher(name).matches()) {
            return quad(name);
        }
        if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            throw noHost();
        }
        return name;
    }

    private static String ascii(String written) {
        try {
            return IDN.toASCII(written).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            throw noHost();
        }
    }

    /** Other programs take 127.1, 0x7f.1 or 2130706433 for an address; here only what reads the same everywhere is one. */
    private static String quad(String name) {
        try {
            if (QUAD.matcher(name).matches()) {
                return InetAddress.ofLiteral(name).getHostAddress();
            }
        } catch (IllegalArgumentException _) {
            // A number above 255; refused below.
        }
        throw OutboundProblem.malformed(
                name + " is not how a host is written. Give its name, or four numbers such as 198.51.100.7.");
    }

    private static String v6(String literal) {
        try {
            return InetAddress.ofLiteral(literal).getHostAddress();
        } catch (IllegalArgumentException _) {
            throw noHost();
        }
    }

    private static int port(String scheme, Matcher parts) {
        var written = parts.group(2);
        if (written == null || written.isEmpty()) {
            return scheme.equals("https") ? 443 : 80;
        }
        var port = Integer.parseInt(written);
        if (port < 1 || port > 65_535) {
            throw OutboundProblem.malformed("A port is a number from 1 to 65535, and " + port + " is none.");
        }
        return port;
    }

    private static OutboundProblem noHost() {
        return OutboundProblem.malformed("The address names no host. Give one such as https://example.org/path.");
    }

    /** What a browser would encode too, and brackets of the path, which a URI has none of; the rest is as it was given. */
    private static String encoded(String path) {
        var result = new StringBuilder();
        var odd = "\"<>^`{|}[]";
        for (var each : path.getBytes(StandardCharsets.UTF_8)) {
            if (each == '?') {
                odd = "\"<>^`{|}";
            }
            if (each <= ' ' || each == 0x7F || odd.indexOf(each) >= 0) {
                result.append('%').append("%02X".formatted(each));
            } else {
                result.append((char) each);
            }
        }
        return result.toString();
    }

    /** Where it leads on to. */
    Target follow(String location) {
        var form = location.strip();
        if (form.startsWith("//")) {
            return of(uri.getScheme() + ":" + form);
        }
        return of(
                form.matches("(?i)[a-z][a-z0-9+.-]*:.*")
                        ? form
                        : uri.resolve(relative(form)).toString());
    }

    private static URI relative(String location) {
        try {
            return URI.create(encoded(location));
        } catch (IllegalArgumentException _) {
            throw OutboundProblem.malformed("The address leads on to one that is none.");
        }
    }

    boolean hasOriginOf(Target other) {
        return uri.getScheme().equals(other.uri.getScheme()) && host.equals(other.host) && port == other.port;
    }
}
