package dev.kinora.web.settings;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import dev.kinora.webhooks.Webhook;
import dev.kinora.webhooks.WebhookProblem;
import dev.kinora.webhooks.Webhooks;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

@Controller
class WebhooksPage {
    static final String PATH = "/settings/webhooks";

    private static final String ONE = PATH + "/{id}";

    private final Webhooks webhooks;

    WebhooksPage(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH)
    ModelAndView list(Shell shell) {
        return Settings.page(shell, "Webhooks", "webhooks", Map.of("webhooks", webhooks.mine()));
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH + "/new")
    ModelAndView ask(Shell shell) {
        return form(shell, WebhookForm.FRESH.state());
    }

    private static ModelAndView form(Shell shell, FormState form) {
        return Settings.page(
                shell, "New webhook", "webhookForm", Map.of("form", form, "action", PATH, "back", PATH, "fresh", true));
    }

    private static ModelAndView edit(Shell shell, UUID id, FormState form) {
        var back = PATH + "/" + id;
        return Settings.page(
                shell,
                "Edit a webhook",
                "webhookForm",
                Map.of("form", form, "action", back, "back", back, "fresh", false));
    }

    /** The secret is in this answer alone: no address shows it again, no cache keeps it. */
    @Needs(ApiScope.write)
    @PostMapping(PATH)
    ModelAndView create(
            @RequestParam Map<String, String> sent,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = new WebhookForm(sent);
        try {
            requireChoice(form);
            return secret(
                    shell, response, webhooks.create(SignedIn.require(request).user(), form.wish()));
        } catch (WebhookProblem e) {
            return Settings.refused(form(shell, FormState.refused(form.values(), e)), e);
        }
    }

    private static void requireChoice(WebhookForm form) {
        if (form.choosesNothing()) {
            throw WebhookProblem.nothingChosen();
        }
    }

    private static ModelAndView secret(Shell shell, HttpServletResponse response, Webhook.Created made) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return Settings.page(shell, "The secret of your webhook", "webhookSecret", Map.of("made", made));
    }

    @Needs(ApiScope.read)
    @GetMapping(ONE)
    ModelAndView one(
            @PathVariable UUID id, PageRequest wanted, Shell shell, @RequestParam(defaultValue = "") String cursor) {
        return log("webhook", id, wanted, shell, cursor);
    }

    @Needs(ApiScope.read)
    @GetMapping(ONE + "/now")
    ModelAndView now(
            @PathVariable UUID id, PageRequest wanted, Shell shell, @RequestParam(defaultValue = "") String cursor) {
        return log("webhookLog", id, wanted, shell, cursor);
    }

    private ModelAndView log(String template, UUID id, PageRequest wanted, Shell shell, String cursor) {
        return Settings.page(
                shell,
                "Webhook",
                template,
                Map.of("webhook", webhooks.find(id), "deliveries", webhooks.deliveries(id, wanted), "cursor", cursor));
    }

    @Needs(ApiScope.read)
    @GetMapping(ONE + "/edit")
    ModelAndView edit(@PathVariable UUID id, Shell shell) {
        return edit(shell, id, WebhookForm.of(webhooks.find(id)).state());
    }

    @Needs(ApiScope.write)
    @PostMapping(ONE)
    ModelAndView change(
            @PathVariable UUID id,
            @RequestParam Map<String, String> sent,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = new WebhookForm(sent);
        try {
            requireChoice(form);
            var wish = form.wish();
            webhooks.change(id, new Webhooks.Change(wish.url(), wish.events(), null));
        } catch (WebhookProblem e) {
            if (e.category() == Problem.Category.NOT_FOUND) {
                throw e;
            }
            return Settings.refused(edit(shell, id, FormState.refused(form.values(), e)), e);
        }
        return back(id, "The webhook is changed.", request, response);
    }

    @Needs(ApiScope.write)
    @PostMapping(ONE + "/pause")
    ModelAndView pause(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        webhooks.change(id, new Webhooks.Change(null, null, true));
        return back(id, "The webhook is paused. Nothing is sent to it.", request, response);
    }

    @Needs(ApiScope.write)
    @PostMapping(ONE + "/resumption")
    ModelAndView resume(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        webhooks.change(id, new Webhooks.Change(null, null, false));
        return back(id, "The webhook is told again from now on.", request, response);
    }

    @Needs(ApiScope.write)
    @PostMapping(ONE + "/test")
    ModelAndView test(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        webhooks.test(SignedIn.require(request).user(), id);
        return back(id, "A test is on its way.", request, response);
    }

    @Needs(ApiScope.write)
    @PostMapping(ONE + "/secret")
    ModelAndView changeSecret(@PathVariable UUID id, Shell shell, HttpServletResponse response) {
        return secret(shell, response, webhooks.changeSecret(id));
    }

    @Needs(ApiScope.delete)
    @PostMapping(ONE + "/deletion")
    ModelAndView delete(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        webhooks.delete(id);
        Flashes.leave(request, response, Tone.GOOD, "The webhook is deleted.");
        return Settings.goTo(PATH);
    }

    @Needs(ApiScope.read)
    @GetMapping(ONE + "/deliveries/{delivery}")
    ModelAndView delivery(@PathVariable UUID id, @PathVariable UUID delivery, Shell shell) {
        return Settings.page(
                shell,
                "A message",
                "webhookDelivery",
                Map.of(
                        "webhook", webhooks.find(id),
                        "delivery", webhooks.delivery(id, delivery),
                        "attempts", webhooks.attempts(id, delivery)));
    }

    @Needs(ApiScope.write)
    @PostMapping(ONE + "/deliveries/{delivery}/replay")
    ModelAndView replay(
            @PathVariable UUID id,
            @PathVariable UUID delivery,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            webhooks.replay(SignedIn.require(request).user(), id, delivery);
        } catch (WebhookProblem e) {
            if (e.category() != Problem.Category.CONFLICT) {
                throw e;
            }
            Flashes.leave(request, response, Tone.WARN, e.sentence());
            return Settings.goTo(PATH + "/" + id);
        }
        return back(id, "The message is sent now.", request, response);
    }

    private static ModelAndView back(
            UUID id, String message, HttpServletRequest request, HttpServletResponse response) {
        Flashes.leave(request, response, Tone.GOOD, message);
        return Settings.goTo(PATH + "/" + id);
    }
}
