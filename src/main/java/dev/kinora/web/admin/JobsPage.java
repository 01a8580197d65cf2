package dev.kinora.web.admin;

import dev.kinora.http.Needs;
import dev.kinora.jobs.Job;
import dev.kinora.jobs.JobControls;
import dev.kinora.jobs.JobFigures;
import dev.kinora.jobs.JobFilter;
import dev.kinora.jobs.JobRecords;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/** Background work: how it goes, each job, and who does it. What is in a {@code now} is fetched again while one looks. */
@Controller
@Needs(value = ApiScope.admin, role = UserRole.admin)
class JobsPage {
    private static final int LATEST = 300;

    private final JobFigures figures;
    private final JobRecords records;
    private final JsonMapper json;
    private final Clock clock;

    JobsPage(JobFigures figures, JobRecords records, JsonMapper json, Clock clock) {
        this.figures = figures;
        this.records = records;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping("/admin/jobs")
    ModelAndView overview(Shell shell, @RequestParam(defaultValue = "") String period) {
        return overview("pages/admin/jobs", shell, period);
    }

    @GetMapping("/admin/jobs/now")
    ModelAndView overviewNow(Shell shell, @RequestParam(defaultValue = "") String period) {
        return overview("pages/admin/jobsNow", shell, period);
    }

    private ModelAndView overview(String template, Shell shell, String period) {
        var day = period.equals("day");
        return page(
                template,
                shell,
                "Jobs",
                "How background work goes.",
                Map.of(
                        "summary", figures.summary(),
                        "dead", figures.dead(),
                        "chart", new JobChart(day ? figures.lastDay() : figures.lastHour(), day ? "day" : "hour"),
                        "workers", figures.workers(),
                        "now", clock.instant()));
    }

    @GetMapping("/admin/jobs/list")
    ModelAndView list(Shell shell, PageRequest wanted, @RequestParam Map<String, String> asked) {
        var model = new HashMap<String, Object>(Map.of(
                "links",
                Links.of("/admin/jobs/list", asked, "state", "type", "lane", "user", "video", "error", "since"),
                "cursor",
                asked.getOrDefault("cursor", ""),
                "lanes",
                figures.lanesByType(),
                "now",
                clock.instant()));
        try {
            model.put("jobs", records.page(filter(asked), wanted));
            model.put("form", new FormState(asked, Map.of()));
            return page("pages/admin/jobsList", shell, "All jobs", "Every job there is.", model);
        } catch (Problem problem) {
            model.put("jobs", new Page<Job>(List.of(), null));
            model.put("form", FormState.refused(asked, problem));
            var refused = page("pages/admin/jobsList", shell, "All jobs", "Every job there is.", model);
            refused.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            return refused;
        }
    }

    private static JobFilter filter(Map<String, String> asked) {
        return JobFilter.of(new JobFilter.Written(
                asked.get("state"),
                asked.get("type"),
                asked.get("lane"),
                asked.get("user"),
                asked.get("video"),
                asked.get("error"),
                asked.get("since")));
    }

    @GetMapping("/admin/jobs/workers")
    ModelAndView workers(Shell shell) {
        return workers("pages/admin/jobWorkers", shell);
    }

    @GetMapping("/admin/jobs/workers/now")
    ModelAndView workersNow(Shell shell) {
        return workers("pages/admin/jobWorkersNow", shell);
    }

    private ModelAndView workers(String template, Shell shell) {
        return page(
                template,
                shell,
                "Workers and schedules",
                "Who does background work, and what comes again.",
                Map.of(
                        "workers", figures.workers(),
                        "schedules", figures.schedules()));
    }

    @GetMapping("/admin/jobs/{id}")
    ModelAndView one(@PathVariable UUID id, Shell shell) {
        return one("pages/admin/job", id, shell);
    }

    @GetMapping("/admin/jobs/{id}/now")
    ModelAndView oneNow(@PathVariable UUID id, Shell shell) {
        return one("pages/admin/jobNow", id, shell);
    }

    private ModelAndView one(String template, UUID id, Shell shell) {
        var file = records.file(id);
        var graph = records.graph(id);
        return page(
                template,
                shell,
                file.job().type(),
                "One job.",
                Map.of(
                        "file",
                        file,
                        "payload",
                        pretty(file.payload()),
                        "result",
                        file.result() == null ? "" : pretty(file.result()),
                        "details",
                        file.errorDetails() == null ? "" : pretty(file.errorDetails()),
                        "story",
                        records.latest(id, LATEST).stream().map(JobStory::of).toList(),
                        "graph",
                        graph,
                        "drawing",
                        JobDrawing.of(graph, id),
                        "now",
                        clock.instant()));
    }

    private String pretty(String text) {
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(text));
    }

    private ModelAndView page(String template, Shell shell, String title, String description, Map<String, ?> content) {
        var model = new HashMap<String, Object>(content);
        model.put("page", shell.page(title, description));
        model.put("places", AdminPlaces.ALL);
        model.put("parts", AdminPlaces.JOBS);
        var pauses = figures.pauses();
        model.put(
                "allPaused",
                pauses.stream()
                        .filter(pause -> pause.scope().equals(JobControls.EVERYTHING))
                        .findFirst()
                        .orElse(null));
        model.put("pausedKinds", pauses.stream().map(JobFigures.Pause::scope).collect(Collectors.toSet()));
        return new ModelAndView(template, model);
    }
}
