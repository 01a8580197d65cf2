package dev.kinora.identity;

import dev.kinora.access.ApiKeys;
import dev.kinora.access.Sessions;
import dev.kinora.access.Throttle;
import dev.kinora.jobs.Jobs;
import dev.kinora.mail.Letters;
import dev.kinora.mail.Mails;
import dev.kinora.platform.Db;
import dev.kinora.platform.PublicAddress;
import dev.kinora.platform.Secrets;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {
    @Bean
    Passwords passwords() {
        return new Passwords();
    }

    @Bean
    PasswordCheck passwordCheck(Throttle throttle, Passwords passwords) {
        return new PasswordCheck(throttle, passwords);
    }

    @Bean
    AccountLetters accountLetters(Mails mails, Letters letters, PublicAddress address) {
        return new AccountLetters(mails, letters, address);
    }

    @Bean
    KnownBrowsers knownBrowsers(Secrets secrets) {
        return new KnownBrowsers(secrets);
    }

    @Bean
    Accounts accounts(
            Db db,
            Passwords passwords,
            PasswordCheck check,
            Confirmations confirmations,
            AccountLetters letters,
            Sessions sessions,
            ApiKeys keys,
            Throttle throttle,
            IdentityProperties properties,
            Clock clock) {
        return new Accounts(db, passwords, check, confirmations, letters, sessions, keys, throttle, properties, clock);
    }

    @Bean
    Confirmations confirmations(
            Db db,
            PasswordCheck check,
            AccountLetters letters,
            Sessions sessions,
            KnownBrowsers browsers,
            Throttle throttle,
            Clock clock) {
        return new Confirmations(db, check, letters, sessions, browsers, throttle, clock);
    }

    @Bean
    SignIns signIns(
            Db db,
            PasswordCheck check,
            Confirmations confirmations,
            KnownBrowsers browsers,
            Sessions sessions,
            Clock clock) {
        return new SignIns(db, check, confirmations, browsers, sessions, clock);
    }

    @Bean
    PasswordResets passwordResets(
            Db db,
            Passwords passwords,
            AccountLetters letters,
            Sessions sessions,
            KnownBrowsers browsers,
            Throttle throttle,
            Clock clock) {
        return new PasswordResets(db, passwords, letters, sessions, browsers, throttle, clock);
    }

    @Bean
    FirstAdmin firstAdmin(
            Db db, Accounts accounts, Sessions sessions, Secrets secrets, PublicAddress address, Clock clock) {
        return new FirstAdmin(db, accounts, sessions, secrets, address, clock);
    }

    @Bean
    Quotas quotas(Db db) {
        return new Quotas(db);
    }

    @Bean
    Avatars avatars(Db db, Clock clock) {
        return new Avatars(db, clock);
    }

    @Bean
    AccountKeys accountKeys(Db db, ApiKeys keys, AccountLetters letters) {
        return new AccountKeys(db, keys, letters);
    }

    @Bean
    Exports exports(Db db, Jobs jobs, Throttle throttle, Clock clock) {
        return new Exports(db, jobs, throttle, clock);
    }

    @Bean
    ExportMaker exportMaker(Db db, IdentityProperties properties, Clock clock) {
        return new ExportMaker(db, properties.exportLimit(), clock);
    }

    @Bean
    People people(Db db, Quotas quotas, Sessions sessions, AccountLetters letters, Clock clock) {
        return new People(db, quotas, sessions, letters, clock);
    }
}
