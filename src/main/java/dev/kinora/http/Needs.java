package dev.kinora.http;

import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a route asks of whoever calls it. A person in a browser has every scope; a key has those it was made with, and
 * calls the API alone. Every route says either this or {@link Open}; one that says neither is refused to everybody.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
    ApiScope value();

    /** The least role, in the order of the enum. */
    UserRole role() default UserRole.member;
}
