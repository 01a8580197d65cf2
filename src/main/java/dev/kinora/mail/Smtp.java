package dev.kinora.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;
import org.jspecify.annotations.Nullable;

/** Hands one mail to the configured server and says in words how that went. */
final class Smtp {
    private final MailProperties properties;

    Smtp(MailProperties properties) {
        this.properties = properties;
    }

    sealed interface Outcome {
        record Accepted() implements Outcome {}

        /** Worth another attempt. */
        record Delayed(String reason) implements Outcome {}

        /** The server will never take this mail. */
        record Rejected(String reason) implements Outcome {}
    }

    Outcome send(UUID id, Instant written, Mail mail) {
        var session = Session.getInstance(settings());
        try (var transport = session.getTransport(tls() ? "smtps" : "smtp")) {
            transport.connect(
                    properties.host(),
                    properties.actualPort(),
                    properties.username().isEmpty() ? null : properties.username(),
                    properties.username().isEmpty() ? null : properties.password());
            var message = message(session, id, written, mail);
            transport.sendMessage(message, message.getAllRecipients());
            return new Outcome.Accepted();
        } catch (MessagingException e) {
            return explained(e);
        }
    }

    private boolean tls() {
        return properties.security() == MailProperties.Security.TLS;
    }

    private Properties settings() {
        var settings = new Properties();
        var timeout = String.valueOf(properties.timeout().toMillis());
        for (var prefix : new String[] {"mail.smtp.", "mail.smtps."}) {
            settings.setProperty(prefix + "connectiontimeout", timeout);
            settings.setProperty(prefix + "timeout", timeout);
            settings.setProperty(prefix + "writetimeout", timeout);
            settings.setProperty(
                    prefix + "auth", String.valueOf(!properties.username().isEmpty()));
            settings.setProperty(prefix + "ssl.checkserveridentity", "true");
            settings.setProperty(prefix + "from", properties.from());
            // The name of this machine is nobody's business, and looking it up can take seconds.
            settings.setProperty(prefix + "localhost", domain());
        }
        var starttls = String.valueOf(properties.security() == MailProperties.Security.STARTTLS);
        settings.setProperty("mail.smtp.starttls.enable", starttls);
        settings.setProperty("mail.smtp.starttls.required", starttls);
        return settings;
    }

    private String domain() {
        return properties.from().substring(properties.from().indexOf('@') + 1);
    }

    private MimeMessage message(Session session, UUID id, Instant written, Mail mail) throws MessagingException {
        var utf8 = StandardCharsets.UTF_8.name();
        var messageId = "<" + id + "@" + domain() + ">";
        var message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        message.setFrom(new InternetAddress(properties.from(), true));
        message.setRecipient(Message.RecipientType.TO, Mail.requireAddress(mail.to()));
        message.setSubject(mail.subject(), utf8);
        message.setSentDate(Date.from(written));
        message.setHeader("Auto-Submitted", "auto-generated");
        if (mail.unsubscribe() != null) {
            message.setHeader("List-Unsubscribe", "<" + mail.unsubscribe().toASCIIString() + ">");
        }
        if (mail.html() == null) {
            message.setText(mail.text(), utf8);
        } else {
            message.setContent(new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
        }
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart part(String content, String subtype) throws MessagingException {
        var part = new MimeBodyPart();
        part.setText(content, StandardCharsets.UTF_8.name(), subtype);
        return part;
    }

    private Outcome explained(MessagingException failure) {
        var server = properties.host() + ":" + properties.actualPort();
        for (Throwable cause = failure; cause != null; cause = deeper(cause)) {
            var outcome = switch (cause) {
                case AuthenticationFailedException e ->
                    new Outcome.Delayed(server + " does not accept the username or the password: " + said(e));
                case SMTPAddressFailedException e
                when e.getReturnCode() >= 500 -> new Outcome.Rejected(server + " refuses the recipient: " + said(e));
                case SMTPSendFailedException e
                when e.getReturnCode() >= 500 -> new Outcome.Rejected(server + " refuses the mail: " + said(e));
                case java.net.UnknownHostException _ ->
                    new Outcome.Delayed("there is no server named " + properties.host());
                case SSLException e ->
                    new Outcome.Delayed("no secure connection to " + server + " came about: " + said(e));
                case java.net.SocketTimeoutException _ -> new Outcome.Delayed(server + " did not answer in time");
                case java.net.ConnectException e ->
                    new Outcome.Delayed("the connection to " + server + " was refused: " + said(e));
                default -> null;
            };
            if (outcome != null) {
                return outcome;
            }
        }
        return new Outcome.Delayed("sending by " + server + " failed: " + said(failure));
    }

    private static @Nullable Throwable deeper(Throwable failure) {
        if (failure instanceof SendFailedException sending && sending.getNextException() != null) {
            return sending.getNextException();
        }
        if (failure instanceof MailConnectException connecting && connecting.getNextException() != null) {
            return connecting.getNextException();
        }
        if (failure instanceof SocketConnectException socket) {
            return socket.getException();
        }
        return failure.getCause();
    }

    private static String said(Exception failure) {
        var message =
                String.valueOf(failure.getMessage()).replaceAll("\\s+", " ").strip();
        return message.length() <= 500 ? message : message.substring(0, 500);
    }
}
