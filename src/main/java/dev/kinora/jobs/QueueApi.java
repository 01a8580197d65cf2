package dev.kinora.jobs;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.kinora.http.Needs;
import dev.kinora.jobs.JobFigures.Dead;
import dev.kinora.jobs.JobFigures.Pause;
import dev.kinora.jobs.JobFigures.Schedule;
import dev.kinora.jobs.JobFigures.Span;
import dev.kinora.jobs.JobFigures.WorkerState;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
@Needs(value = ApiScope.admin, role = UserRole.admin)
@Tag(name = "Queue", description = "How background work goes, and what admins do about it")
final class QueueApi {
    private final JobFigures figures;
    private final JobControls controls;

    QueueApi(JobFigures figures, JobControls controls) {
        this.figures = figures;
        this.controls = controls;
    }

    /** @param lastHour by minute */
    record QueueSummary(@JsonUnwrapped JobFigures.Summary figures, List<Dead> deadByCode, List<Span> lastHour) {}

    /**
     * @param ffmpeg the version it encodes with; null until it encodes
     * @param silentMs how long it was not heard of
     */
    record Worker(
            UUID id,
            String name,
            WorkerState state,
            List<String> lanes,
            Map<String, Integer> slots,
            List<String> types,
            @Nullable String ffmpeg,
            int running,
            Instant startedAt,
            Instant heartbeatAt,
            long silentMs,
            @Nullable Instant stoppedAt) {}

    record Workers(List<Worker> items) {}

    record Pauses(List<Pause> items) {}

    record SchedulesOfJobs(List<Schedule> items) {}

    /**
     * Absent is any; code exactly, since a moment.
     *
     * @param all said where nothing narrows it, lest a slip revive everything
     */
    record Revival(
            @Nullable String type,
            @Nullable String errorCode,
            @Nullable Instant since,
            @Nullable Boolean all) {}

    record Started(UUID job) {}

    @GetMapping("/jobs/summary")
    @Operation(
            operationId = "getQueueSummary",
            summary = "The queue in numbers",
            description =
                    "By kind of work, with its lane. Of one kind, no more than 100,000 ready ones are counted on.")
    QueueSummary summary() {
        return new QueueSummary(figures.summary(), figures.dead(), figures.lastHour());
    }

    @PostMapping("/jobs/revivals")
    @Operation(
            operationId = "reviveJobs",
            summary = "Queue all failed jobs of a kind, with a code or since a moment again",
            description =
                    "At least one of type, errorCode and since, or all: true. At most 20,000 at a time; more says whether some are left.")
    JobControls.Revived revive(@RequestBody Revival which) {
        var narrowed = which.type() != null || which.errorCode() != null || which.since() != null;
        if (!narrowed && !Boolean.TRUE.equals(which.all())) {
            throw JobProblem.invalid(
                    Map.of("all", "Say which: type, errorCode or since; or all: true for every failed job there is."));
        }
        return controls.reviveAll(which.type(), which.errorCode(), which.since());
    }

    @GetMapping("/jobs/pauses")
    @Operation(operationId = "listJobPauses", summary = "What no worker takes for now")
    Pauses pauses() {
        return new Pauses(figures.pauses());
    }

    @PutMapping("/jobs/pauses/{scope}")
    @Operation(
            operationId = "pauseJobs",
            summary = "Pause a kind of work, or * for all",
            description = "What runs goes on. Nothing new begins within a second or so.")
    Pauses pause(@PathVariable String scope) {
        controls.pause(scope);
        return pauses();
    }

    @DeleteMapping("/jobs/pauses/{scope}")
    @Operation(operationId = "resumeJobs", summary = "Resume a kind of work, or * for all")
    Pauses resume(@PathVariable String scope) {
        controls.resume(scope);
        return pauses();
    }

    @GetMapping("/jobs/schedules")
    @Operation(operationId = "listJobSchedules", summary = "Work that comes again")
    SchedulesOfJobs schedules() {
        return new SchedulesOfJobs(figures.schedules());
    }

    @PutMapping("/jobs/schedules/{name}/pause")
    @Operation(operationId = "pauseJobSchedule", summary = "Pause a schedule")
    SchedulesOfJobs pauseSchedule(@PathVariable String name) {
        controls.pauseSchedule(name);
        return schedules();
    }

    @DeleteMapping("/jobs/schedules/{name}/pause")
    @Operation(
            operationId = "resumeJobSchedule",
            summary = "Resume a schedule",
            description = "It goes on with its next time; those that passed are not made up for.")
    SchedulesOfJobs resumeSchedule(@PathVariable String name) {
        controls.resumeSchedule(name);
        return schedules();
    }

    @PostMapping("/jobs/schedules/{name}/runs")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(operationId = "runJobSchedule", summary = "Queue what a schedule does once, now")
    Started run(@PathVariable String name) {
        return new Started(controls.runSchedule(name).value());
    }

    @GetMapping("/workers")
    @Operation(
            operationId = "listWorkers",
            summary = "The processes that do background work, and those of the last day")
    Workers workers() {
        return new Workers(figures.workers().stream()
                .map(worker -> new Worker(
                        worker.id(),
                        worker.name(),
                        worker.state(),
                        worker.lanes(),
                        worker.slots(),
                        worker.types(),
                        worker.ffmpeg(),
                        worker.running(),
                        worker.startedAt(),
                        worker.heardAt(),
                        worker.silence().toMillis(),
                        worker.stoppedAt()))
                .toList());
    }
}
