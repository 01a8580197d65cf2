package dev.kinora.outbound;

import java.net.InetAddress;
import java.util.List;

/** What may be called here. */
record Guard(List<Network> allow, Ports ports) {
    Guard(List<Network> allow, List<Ports.Range> ports) {
        this(allow, new Ports(ports));
    }

    void requirePort(int port) {
        if (!ports.contain(port)) {
            throw OutboundProblem.port(port);
        }
    }

    /** @param host as it was asked for; what it resolved to is not told */
    void require(String host, InetAddress address) {
        if (!PublicInternet.has(address) && !isAllowed(address)) {
            throw OutboundProblem.place(host);
        }
    }

    /** Whoever allows a wide network hardly means the secrets of the machine. */
    private boolean isAllowed(InetAddress address) {
        var metadata = PublicInternet.isMetadata(address);
        return allow.stream()
                .filter(network -> !metadata || network.isOneHost())
                .anyMatch(network -> network.contains(address));
    }
}
