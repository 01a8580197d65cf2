package dev.kinora.identity;

/**
 * Who wants an account.
 *
 * @param timeZone what the browser says of where it is; UTC takes the place of what is no zone
 */
public record SignUp(String email, String username, String password, String timeZone) {
    public SignUp(String email, String username, String password) {
        this(email, username, password, TimeZones.UTC);
    }

    @Override
    public String toString() {
        return "a sign-up of " + username;
    }
}
