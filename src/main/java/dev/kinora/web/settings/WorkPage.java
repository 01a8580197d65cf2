package dev.kinora.web.settings;

import dev.kinora.http.Needs;
import dev.kinora.identity.Exports;
import dev.kinora.jobs.Job;
import dev.kinora.jobs.JobControls;
import dev.kinora.jobs.JobFilter;
import dev.kinora.jobs.JobRecords;
import dev.kinora.jobs.JobState;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Background work for oneself and on one's videos. */
@Controller
class WorkPage {
    static final String PATH = "/settings/activity/work";

    private final JobRecords records;
    private final JobControls controls;
    private final Clock clock;

    WorkPage(JobRecords records, JobControls controls, Clock clock) {
        this.records = records;
        this.controls = controls;
        this.clock = clock;
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH)
    ModelAndView show(PageRequest wanted, Shell shell, @RequestParam(defaultValue = "") String cursor) {
        return page("work", wanted, shell, cursor);
    }

    @Needs(ApiScope.read)
    @GetMapping(PATH + "/now")
    ModelAndView now(PageRequest wanted, Shell shell, @RequestParam(defaultValue = "") String cursor) {
        return page("workNow", wanted, shell, cursor);
    }

    private ModelAndView page(String template, PageRequest wanted, Shell shell, String cursor) {
        var jobs = records.mine(JobFilter.ALL, wanted);
        return Settings.page(
                shell,
                "Background work",
                template,
                Map.of(
                        "parts",
                        Settings.ACTIVITY,
                        "jobs",
                        jobs,
                        "downloads",
                        downloads(jobs.items()),
                        "cursor",
                        cursor,
                        "now",
                        clock.instant()));
    }

    /** Where what a job made is to be had, by job. */
    private static Map<UUID, String> downloads(List<Job> jobs) {
        return jobs.stream()
                .filter(job -> job.state() == JobState.completed && Exports.madeBy(job))
                .collect(Collectors.toMap(Job::id, _ -> DataPage.PATH));
    }

    @Needs(ApiScope.write)
    @PostMapping(PATH + "/{id}/cancel")
    ModelAndView cancel(@PathVariable UUID id, HttpServletRequest request, HttpServletResponse response) {
        try {
            var message = switch (controls.cancel(id)) {
                case cancelled -> "Cancelled.";
                case stopping -> "It was asked to stop.";
            };
            Flashes.leave(request, response, Tone.GOOD, message);
        } catch (Problem problem) {
            if (problem.category() != Problem.Category.CONFLICT && problem.category() != Problem.Category.FORBIDDEN) {
                throw problem;
            }
            Flashes.leave(request, response, Tone.WARN, problem.sentence());
        }
        return Settings.goTo(PATH);
    }
}
