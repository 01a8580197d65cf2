package dev.kinora.web.settings;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.identity.Account;
import dev.kinora.identity.Accounts;
import dev.kinora.identity.Avatars;
import dev.kinora.identity.IdentityProblem;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

@Controller
class ProfilePage {
    private static final String PATH = "/settings";

    private final Accounts accounts;
    private final Avatars avatars;
    private final Clock clock;

    ProfilePage(Accounts accounts, Avatars avatars, Clock clock) {
        this.accounts = accounts;
        this.avatars = avatars;
        this.clock = clock;
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH)
    ModelAndView show(Shell shell, HttpServletRequest request) {
        var account = accounts.mine(SignedIn.require(request));
        return page(shell, account, ProfileForm.of(account).state(), FormState.UNTOUCHED);
    }

    @Needs(ApiScope.write)
    @PostMapping(PATH)
    ModelAndView save(
            @RequestParam Map<String, String> sent,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        var person = SignedIn.require(request);
        var form = ProfileForm.sent(sent);
        try {
            accounts.changeProfile(person, form.change(), form.version());
        } catch (IdentityProblem e) {
            if (e.category() != Problem.Category.STALE) {
                var state = FormState.refused(form.typed(), e);
                return Settings.refused(page(shell, accounts.mine(person), state, FormState.UNTOUCHED), e);
            }
            var account = accounts.mine(person);
            if (form.knows(account)) {
                return save(form.renewed(account), shell, request, response);
            }
            return Settings.refused(page(shell, account, form.besides(account), FormState.UNTOUCHED), e);
        }
        Flashes.leave(request, response, Tone.GOOD, "Your profile is saved.");
        return Settings.goTo(PATH);
    }

    @Needs(ApiScope.write)
    @PostMapping(PATH + "/avatar")
    ModelAndView setPicture(
            @RequestParam(required = false) @Nullable MultipartFile picture,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var person = SignedIn.require(request);
        try (var sent = picture == null ? InputStream.nullInputStream() : picture.getInputStream()) {
            avatars.set(person, sent);
        } catch (IdentityProblem e) {
            var account = accounts.mine(person);
            var refused = FormState.refused(Map.of(), e);
            return Settings.refused(page(shell, account, ProfileForm.of(account).state(), refused), e);
        }
        Flashes.leave(request, response, Tone.GOOD, "This is your picture now.");
        return Settings.goTo(PATH);
    }

    @Needs(ApiScope.write)
    @PostMapping(PATH + "/avatar/removal")
    ModelAndView removePicture(HttpServletRequest request, HttpServletResponse response) {
        avatars.remove(SignedIn.require(request));
        Flashes.leave(request, response, Tone.NEUTRAL, "Your picture is removed.");
        return Settings.goTo(PATH);
    }

    private ModelAndView page(Shell shell, Account account, FormState form, FormState picture) {
        return Settings.page(
                shell,
                "Profile",
                "profile",
                Map.of(
                        "account",
                        account,
                        "form",
                        form,
                        "seen",
                        ProfileForm.of(account),
                        "picture",
                        picture,
                        "zones",
                        Zones.grouped(clock.instant()),
                        "mostBytes",
                        Avatars.MOST_BYTES));
    }
}
