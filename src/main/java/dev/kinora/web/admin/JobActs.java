package dev.kinora.web.admin;

import dev.kinora.http.Needs;
import dev.kinora.jobs.JobControls;
import dev.kinora.jobs.JobRecords;
import dev.kinora.jobs.Obstacle;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.web.Flashes;
import dev.kinora.web.Tone;
import dev.kinora.web.Wording;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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

/** What the forms about jobs do. Each leads back to its page, which says what was done or why not. */
@Controller
@Needs(value = ApiScope.admin, role = UserRole.admin)
class JobActs {
    private final JobControls controls;
    private final JobRecords records;

    JobActs(JobControls controls, JobRecords records) {
        this.controls = controls;
        this.records = records;
    }

    @PostMapping("/admin/jobs/{id}/{act:cancel|retry|revive}")
    ModelAndView act(
            @PathVariable UUID id, @PathVariable String act, HttpServletRequest request, HttpServletResponse response) {
        return saying("/admin/jobs/" + id, request, response, () -> switch (act) {
            case "cancel" ->
                switch (controls.cancel(id)) {
                    case cancelled -> "Cancelled.";
                    case stopping -> "It was asked to stop.";
                };
            case "retry" -> {
                controls.hurry(id);
                yield "It runs as soon as there is room.";
            }
            default -> {
                controls.revive(id);
                yield "Revived. It is queued again, with new attempts.";
            }
        });
    }

    @PostMapping("/admin/jobs/revivals")
    ModelAndView reviveAll(
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        return saying("/admin/jobs", request, response, () -> {
            var revived = controls.reviveAll(orNull(type), orNull(code), null);
            return "Revived " + Wording.count(revived.jobs(), "job", "jobs")
                    + (revived.more() ? ". There are more; do it again." : ".");
        });
    }

    @PostMapping("/admin/jobs/{act:pause|resume}")
    ModelAndView pause(
            @PathVariable String act,
            @RequestParam(defaultValue = "") String scope,
            HttpServletRequest request,
            HttpServletResponse response) {
        var what = scope.equals(JobControls.EVERYTHING) ? "All background work" : scope;
        return saying("/admin/jobs", request, response, () -> {
            if (act.equals("pause")) {
                controls.pause(scope);
                return what + " is paused. What runs goes on.";
            }
            controls.resume(scope);
            return what + " goes on.";
        });
    }

    @PostMapping("/admin/jobs/schedules/{name}/{act:pause|resume}")
    ModelAndView schedule(
            @PathVariable String name,
            @PathVariable String act,
            HttpServletRequest request,
            HttpServletResponse response) {
        return saying("/admin/jobs/workers", request, response, () -> switch (act) {
            case "pause" -> {
                controls.pauseSchedule(name);
                yield name + " is paused.";
            }
            default -> {
                controls.resumeSchedule(name);
                yield name + " goes on with its next time.";
            }
        });
    }

    @PostMapping("/admin/jobs/schedules/{name}/run")
    ModelAndView run(@PathVariable String name, HttpServletRequest request, HttpServletResponse response) {
        var job = controls.runSchedule(name);
        return saying(
                "/admin/jobs/" + job,
                request,
                response,
                () -> name + " is queued once, beside its times."
                        + (records.one(job.value()).obstacle() == Obstacle.paused
                                ? " It begins when paused work is resumed."
                                : ""));
    }

    private static ModelAndView saying(
            String path, HttpServletRequest request, HttpServletResponse response, Supplier<String> work) {
        try {
            Flashes.leave(request, response, Tone.GOOD, work.get());
        } catch (Problem problem) {
            if (problem.category() != Problem.Category.CONFLICT) {
                throw problem;
            }
            Flashes.leave(request, response, Tone.WARN, problem.sentence());
        }
        var back = new RedirectView(path);
        back.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(back);
    }

    private static @Nullable String orNull(String text) {
        return text.isBlank() ? null : text;
    }
}
