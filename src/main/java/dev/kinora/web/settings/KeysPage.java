package dev.kinora.web.settings;

import dev.kinora.access.ApiKey;
import dev.kinora.access.ApiKeys;
import dev.kinora.access.KeyProblem;
import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.identity.AccountKeys;
import dev.kinora.identity.Accounts;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class KeysPage {
    private static final String PATH = "/settings/keys";

    private final ApiKeys keys;
    private final AccountKeys accountKeys;
    private final Accounts accounts;
    private final Clock clock;

    KeysPage(ApiKeys keys, AccountKeys accountKeys, Accounts accounts, Clock clock) {
        this.keys = keys;
        this.accountKeys = accountKeys;
        this.accounts = accounts;
        this.clock = clock;
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH)
    ModelAndView list(Shell shell) {
        return Settings.page(shell, "API keys", "keys", Map.of("keys", keys.mine(), "now", clock.instant()));
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH + "/new")
    ModelAndView ask(Shell shell) {
        return form(shell, KeyForm.FRESH.state());
    }

    private static ModelAndView form(Shell shell, FormState form) {
        return Settings.page(shell, "New API key", "newKey", Map.of("form", form));
    }

    /** The secret is in this answer alone: no address shows it again, no cache keeps it. */
    @Needs(ApiScope.admin)
    @PostMapping(PATH)
    ModelAndView create(
            @RequestParam Map<String, String> sent,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        var person = SignedIn.require(request);
        var form = new KeyForm(sent);
        try {
            var zone = ZoneId.of(accounts.mine(person).timeZone());
            var made = accountKeys.create(person, form.wish(clock.instant(), zone), EnumSet.allOf(ApiScope.class));
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            return Settings.page(shell, "Your new API key", "madeKey", Map.of("made", made));
        } catch (KeyProblem e) {
            return Settings.refused(form(shell, FormState.refused(form.values(), e)), e);
        }
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH + "/{id}")
    Object one(@PathVariable UUID id, Shell shell) {
        return find(id).map(key -> rename(shell, key, new FormState(Map.of("name", key.name()), Map.of())))
                .orElseGet(() -> Settings.goTo(PATH));
    }

    private Optional<ApiKey> find(UUID id) {
        return keys.mine().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private static ModelAndView rename(Shell shell, ApiKey key, FormState form) {
        return Settings.page(shell, "Rename an API key", "renameKey", Map.of("key", key, "form", form));
    }

    @Needs(ApiScope.write)
    @PostMapping(PATH + "/{id}")
    ModelAndView rename(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String name,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            keys.rename(id, name);
        } catch (KeyProblem e) {
            var key = find(id).orElseThrow(() -> e);
            return Settings.refused(rename(shell, key, FormState.refused(Map.of("name", name), e)), e);
        }
        Flashes.leave(request, response, Tone.GOOD, "The key is called \u201c" + name.strip() + "\u201d now.");
        return Settings.goTo(PATH);
    }

    @Needs(ApiScope.delete)
    @PostMapping(PATH + "/{id}/revocation")
    ModelAndView revoke(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        var name = find(id).map(ApiKey::name).orElse("");
        keys.revoke(id);
        Flashes.leave(
                request, response, Tone.GOOD, "The key \u201c" + name + "\u201d is revoked. It does nothing any more.");
        return Settings.goTo(PATH);
    }
}
