package dev.kinora.web.admin;

import dev.kinora.http.Needs;
import dev.kinora.identity.People;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.SubscriptionTier;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import dev.kinora.web.Wording;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** What the forms on a person's page do. Each says what it has done, or shows the page again with why not. */
@Controller
@Needs(value = ApiScope.admin, role = UserRole.admin)
class UserActs {
    private final People people;
    private final UsersPage page;

    UserActs(People people, UsersPage page) {
        this.people = people;
        this.page = page;
    }

    /** One form as it was sent. */
    private record Sent(
            UUID id,
            Map<String, String> values,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        String value(String name) {
            return values.getOrDefault(name, "").strip();
        }

        @Nullable
        Instant version() {
            try {
                return Instant.parse(value("version"));
            } catch (DateTimeException _) {
                // Refused as an old version is: whoever sent this has not seen the page.
                return Instant.EPOCH;
            }
        }
    }

    @PostMapping(
            "/admin/users/{id}/{act:suspend|reinstate|cancel|trial|role|tier|quota|mark|unmark|confirm-email|sign-out|delete|restore}")
    ModelAndView act(
            @PathVariable UUID id,
            @PathVariable String act,
            @RequestParam Map<String, String> values,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        var sent = new Sent(id, values, shell, request, response);
        return switch (act) {
            case "suspend" ->
                done(
                        sent,
                        "Suspended. They are signed out, their keys have stopped, and they were told why.",
                        () -> people.suspend(id, sent.value("reason"), sent.version()));
            case "reinstate" ->
                done(sent, "Reinstated. They can sign in again.", () -> people.reinstate(id, sent.version()));
            case "cancel" ->
                done(sent, "Cancelled. They can no longer sign in.", () -> people.cancel(id, sent.version()));
            case "trial" ->
                done(
                        sent,
                        "The trial runs until the end of that day (UTC).",
                        () -> people.giveTrial(id, endOfDay(sent.value("trial-until")), sent.version()));
            case "role" ->
                done(
                        sent,
                        "The role is changed. They were signed out and sign in with their new rights.",
                        () -> people.change(
                                id,
                                new People.Change(
                                        UserRole.valueOf(known(UserRole.values(), sent.value("role"))), null, null),
                                sent.version()));
            case "tier" ->
                done(
                        sent,
                        "The tier is changed, and the rate limit of their keys with it.",
                        () -> people.change(
                                id,
                                new People.Change(
                                        null,
                                        SubscriptionTier.valueOf(known(SubscriptionTier.values(), sent.value("tier"))),
                                        null),
                                sent.version()));
            case "quota" ->
                done(
                        sent,
                        "The monthly quota is changed.",
                        () -> people.change(
                                id, new People.Change(null, null, quota(sent.value("monthlyQuota"))), sent.version()));
            case "mark" -> done(sent, "They carry the mark now.", () -> people.vouch(id, true, sent.version()));
            case "unmark" -> done(sent, "The mark is taken away.", () -> people.vouch(id, false, sent.version()));
            case "confirm-email" ->
                done(sent, "The address counts as theirs now.", () -> people.confirmEmail(id, sent.version()));
            case "sign-out" -> {
                yield saying(
                        sent,
                        () -> "Signed out of " + Wording.count(people.signOutEverywhere(id), "browser.", "browsers."));
            }
            case "delete" ->
                done(
                        sent,
                        "Closed. It is deleted in 30 days; until then it can be restored here.",
                        () -> people.delete(id, sent.version()));
            default -> done(sent, "Restored. Nothing was lost.", () -> people.restore(id, sent.version()));
        };
    }

    private ModelAndView done(Sent sent, String message, Runnable work) {
        return saying(sent, () -> {
            work.run();
            return message;
        });
    }

    private ModelAndView saying(Sent sent, Supplier<String> work) {
        try {
            var message = work.get();
            Flashes.leave(sent.request(), sent.response(), Tone.GOOD, message);
            var back = new RedirectView("/admin/users/" + sent.id());
            back.setStatusCode(HttpStatus.SEE_OTHER);
            return new ModelAndView(back);
        } catch (Problem problem) {
            if (problem.category() == Problem.Category.NOT_FOUND || problem.category() == Problem.Category.FORBIDDEN) {
                throw problem;
            }
            var again = page.one(sent.id(), sent.shell(), told(sent, problem));
            again.setStatus(
                    problem.category() == Problem.Category.INVALID
                            ? HttpStatus.UNPROCESSABLE_CONTENT
                            : HttpStatus.CONFLICT);
            return again;
        }
    }

    /** A field within a dialog that is closed again cannot be led to. */
    private static FormState told(Sent sent, Problem problem) {
        var told = FormState.refused(sent.values(), problem);
        return told.errors().containsKey("reason")
                ? new FormState(sent.values(), Map.of("form", problem.sentence()))
                : told;
    }

    private static String known(Enum<?>[] values, String wanted) {
        for (var value : values) {
            if (value.name().equals(wanted)) {
                return wanted;
            }
        }
        throw new UnreadableForm(values[0] instanceof UserRole ? "role" : "tier", "Choose one from the list.");
    }

    private static Optional<Integer> quota(String text) {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(text));
        } catch (NumberFormatException _) {
            throw new UnreadableForm("monthlyQuota", "Write a number from 0 to 1,000,000, or nothing for the tier's.");
        }
    }

    private static Instant endOfDay(String text) {
        try {
            return LocalDate.parse(text)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException _) {
            throw new UnreadableForm("trial-until", "Choose the last day of the trial.");
        }
    }
}
