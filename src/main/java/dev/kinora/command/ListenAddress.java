package dev.kinora.command;

import dev.kinora.database.Refusal;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Where the pages are served: at a port of one address of this machine, or of all. */
record ListenAddress(InetAddress host, int port) {

    static ListenAddress of(String host, int port) {
        try {
            var address = new ListenAddress(
                    host.isBlank() ? new InetSocketAddress(port).getAddress() : InetAddress.getByName(host), port);
            address.requireOurs(host);
            return address;
        } catch (UnknownHostException e) {
            throw new Refusal(
                    "There is no address " + host + " to listen on.",
                    "Name an address of this machine with --host, e.g. 127.0.0.1, or leave it out to listen on all.",
                    e);
        }
    }

    private void requireOurs(String name) {
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(host, 0));
        } catch (IOException e) {
            throw new Refusal(
                    name + " is not an address of this machine.",
                    "Name one of its own with --host, e.g. 127.0.0.1, or leave it out to listen on all.",
                    e);
        }
    }

    boolean isFree() {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    /** As a person on this machine would open it. */
    String url() {
        if (host.isAnyLocalAddress()) {
            return "http://localhost:" + port;
        }
        var literal = host.getHostAddress();
        return "http://" + (host instanceof Inet6Address ? "[" + literal + "]" : literal) + ":" + port;
    }

    /** As the operator should know it. */
    String sentence() {
        return url() + (host.isAnyLocalAddress() ? " and every other address of this machine" : "");
    }

    List<String> settings() {
        var settings = new ArrayList<>(List.of("--server.port=" + port));
        if (!host.isAnyLocalAddress()) {
            settings.add("--server.address=" + host.getHostAddress());
        }
        return settings;
    }
}
