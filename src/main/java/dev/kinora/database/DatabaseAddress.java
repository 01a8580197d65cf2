package dev.kinora.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JDBC address and the role that signs in there.
 *
 * @param log where the server writes down what happens to it, if it is our own
 */
public record DatabaseAddress(
        String url, String user, String password, @Nullable Path log) {

    static final String HIDDEN = "…";

    private static final Pattern PASSWORD_AS_PARAMETER = Pattern.compile("(?i)([?&]\\w*password=)[^&\\s]*");
    private static final Pattern PASSWORD_BEFORE_HOST = Pattern.compile("(//[^:/?@\\s]*:)[^?\\s]*@");

    public DatabaseAddress(String url, String user, String password) {
        this(url, user, password, null);
    }

    /** An unpooled connection, for the work before the application runs. */
    public Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "kinora");
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(url, properties);
    }

    DatabaseAddress as(String otherUser, String otherPassword) {
        return new DatabaseAddress(url, otherUser, otherPassword, log);
    }

    DatabaseAddress database(String name) {
        return new DatabaseAddress(url.replaceFirst("(?<=[^/]/)[^/?]*(?=$|\\?)", name), user, password, log);
    }

    /** The text with the passwords hidden that addresses in it carry. */
    static String masked(String text) {
        var parameters = PASSWORD_AS_PARAMETER.matcher(text).replaceAll("$1" + HIDDEN);
        return PASSWORD_BEFORE_HOST.matcher(parameters).replaceAll("$1" + HIDDEN + "@");
    }

    /** The address as it may be shown. */
    String shown() {
        return masked(url);
    }

    @Override
    public String toString() {
        return user + " at " + shown();
    }
}
