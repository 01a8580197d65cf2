package dev.kinora.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.kinora.mail.MailProperties.Security;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;

/** A mail server on a port of its own; it can go down and come back there, empty. */
final class MailServer implements AutoCloseable {
    private final ServerSetup setup;
    private GreenMail mail;

    private MailServer(String protocol) {
        setup = new ServerSetup(freePort(), "localhost", protocol);
        mail = new GreenMail(setup);
        mail.start();
    }

    static MailServer open() {
        return new MailServer(ServerSetup.PROTOCOL_SMTP);
    }

    /** With a certificate that nobody vouches for. */
    static MailServer openWithTls() {
        return new MailServer(ServerSetup.PROTOCOL_SMTPS);
    }

    private static int freePort() {
        try (var free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return setup.getPort();
    }

    String address() {
        return "localhost:" + port();
    }

    /** Kinora's settings for this server. */
    MailProperties settings(Security security, String username, String password, int attempts) {
        return new MailProperties(
                "localhost",
                port(),
                username,
                password,
                security,
                "kinora@example.org",
                Duration.ofSeconds(10),
                attempts,
                Duration.ofSeconds(30));
    }

    void admit(String address, String username, String password) {
        mail.setUser(address, username, password);
    }

    MimeMessage[] received() {
        return mail.getReceivedMessages();
    }

    void stop() {
        mail.stop();
    }

    /** Back on the same port, with nothing received so far. */
    void start() {
        mail = new GreenMail(setup);
        mail.start();
    }

    @Override
    public void close() {
        mail.stop();
    }
}
