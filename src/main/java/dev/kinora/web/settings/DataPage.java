package dev.kinora.web.settings;

import dev.kinora.access.SignedIn;
import dev.kinora.access.ThrottleProblem;
import dev.kinora.http.Needs;
import dev.kinora.identity.Accounts;
import dev.kinora.identity.Exports;
import dev.kinora.identity.IdentityProblem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class DataPage {
    static final String PATH = "/settings/data";

    private final Accounts accounts;
    private final Exports exports;

    DataPage(Accounts accounts, Exports exports) {
        this.accounts = accounts;
        this.exports = exports;
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH)
    ModelAndView show(Shell shell, HttpServletRequest request) {
        return page(shell, request, FormState.UNTOUCHED, FormState.UNTOUCHED);
    }

    private ModelAndView page(Shell shell, HttpServletRequest request, FormState asked, FormState leaving) {
        var person = SignedIn.require(request);
        return Settings.page(
                shell,
                "Your data",
                "data",
                Map.of(
                        "account",
                        accounts.mine(person),
                        "export",
                        exports.find(person),
                        "asked",
                        asked,
                        "form",
                        leaving,
                        "graceDays",
                        Accounts.GRACE.toDays()));
    }

    /** The part of the page that asks for itself while an export is being made. */
    @Needs(ApiScope.read)
    @GetMapping(PATH + "/export")
    ModelAndView export(Shell shell, HttpServletRequest request) {
        var export = exports.find(SignedIn.require(request));
        return Settings.page(shell, "Your data", "export", Map.of("export", export));
    }

    @Needs(ApiScope.read)
    @PostMapping(PATH + "/export")
    ModelAndView makeExport(Shell shell, HttpServletRequest request) {
        try {
            exports.ask(SignedIn.require(request));
        } catch (ThrottleProblem e) {
            return Settings.refused(page(shell, request, FormState.refused(Map.of(), e), FormState.UNTOUCHED), e);
        }
        return Settings.goTo(PATH);
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH + "/export.zip")
    void download(HttpServletRequest request, HttpServletResponse response) throws IOException {
        exports.send(SignedIn.require(request), response);
    }

    @Needs(ApiScope.delete)
    @PostMapping(PATH + "/deletion")
    ModelAndView leave(
            @RequestParam(defaultValue = "") String password,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            accounts.leave(SignedIn.require(request), password, request, response);
        } catch (IdentityProblem | ThrottleProblem e) {
            return Settings.refused(page(shell, request, FormState.UNTOUCHED, FormState.refused(Map.of(), e)), e);
        }
        Flashes.leave(
                request,
                response,
                Tone.NEUTRAL,
                "Your account is closed and will be deleted in " + Accounts.GRACE.toDays()
                        + " days. Sign in before then to keep it.");
        return Settings.goTo("/");
    }
}
