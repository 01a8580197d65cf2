package dev.kinora.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A JDBC address and the role that signs in there. */
public record DatabaseAddress(String url, String user, String password) {

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
        return new DatabaseAddress(url, otherUser, otherPassword);
    }

    DatabaseAddress database(String name) {
        return new DatabaseAddress(url.replaceFirst("(?<=[^/]/)[^/?]*(?=$|\\?)", name), user, password);
    }

    @Override
    public String toString() {
        return user + " at " + url;
    }
}
