package dev.kinora.jobs;

import dev.kinora.http.Grant;
import dev.kinora.http.Needs;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.JobEvent;
import dev.kinora.schema.enums.UserRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/jobs")
@Tag(name = "Jobs", description = "Background work: one's own and that on one's videos; for admins all of it")
final class JobsApi {
    private final JobRecords records;
    private final JobControls controls;
    private final JobStreams streams;
    private final JsonMapper json;

    JobsApi(JobRecords records, JobControls controls, JobStreams streams, JsonMapper json) {
        this.records = records;
        this.controls = controls;
        this.streams = streams;
        this.json = json;
    }

    /**
     * @param task which of its kind's tasks it is, where the kind has several
     * @param obstacle why it does not begin though it is queued
     * @param step what it is doing
     * @param dueAt not before
     * @param durationMs of the last attempt
     * @param waitsFor how many jobs it waits for
     */
    @Schema(name = "Job")
    record JobLine(
            UUID id,
            String type,
            @Nullable String task,
            String lane,
            JobState state,
            @Nullable Obstacle obstacle,
            int priority,
            @Nullable UUID userId,
            @Nullable String username,
            @Nullable UUID videoId,
            @Nullable String videoTitle,
            int attempts,
            int maxAttempts,
            int percent,
            @Nullable String step,
            Instant createdAt,
            Instant dueAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Long durationMs,
            @Nullable Instant expectedEndAt,
            boolean stopping,
            int waitsFor,
            @Nullable String errorCode,
            @Nullable String errorMessage) {
        static JobLine of(Job job, boolean admin) {
            return new JobLine(
                    job.id(),
                    job.type(),
                    job.task(),
                    job.lane(),
                    job.state(),
                    job.obstacle(),
                    job.priority(),
                    job.user(),
                    job.username(),
                    job.video(),
                    job.videoTitle(),
                    job.attempts(),
                    job.maxAttempts(),
                    job.percent(),
                    job.step(),
                    job.createdAt(),
                    job.dueAt(),
                    job.startedAt(),
                    job.endedAt(),
                    millis(job.took()),
                    job.expectedEndAt(),
                    job.isStopping(),
                    job.waitsFor(),
                    job.errorCode(),
                    admin ? job.errorMessage() : job.sentence());
        }

        private static @Nullable Long millis(@Nullable Duration took) {
            return took == null ? null : took.toMillis();
        }
    }

    /** @param payload as errorStack, errorDetails, uniqueKey and worker for admins alone */
    record JobInFull(
            JobLine job,
            @Nullable @Schema(type = "object") JsonNode payload,
            @Nullable @Schema(type = "object") JsonNode result,
            @Nullable String errorStack,
            @Nullable @Schema(type = "object") JsonNode errorDetails,
            @Nullable String gate,
            @Nullable Integer gateLimit,
            @Nullable String uniqueKey,

            @Schema(allowableValues = {"block", "cancel", "continue"})
            String whenParentFails,

            @Nullable String worker) {}

    /** @param stack as worker for admins alone */
    @Schema(name = "JobEvent")
    record Event(
            long id,
            JobEvent kind,
            int attempt,
            Instant at,
            @Nullable String worker,
            @Nullable UUID actorId,
            @Nullable String actorName,
            @Nullable String message,
            @Nullable String code,
            @Nullable String stack,
            @Nullable Long durationMs,
            @Nullable Instant retryAt) {
        static Event of(JobNote note, boolean admin) {
            return new Event(
                    note.id(),
                    note.kind(),
                    note.attempt(),
                    note.at(),
                    admin ? note.workerName() : null,
                    note.actor(),
                    note.actorName(),
                    admin ? note.message() : JobError.sentence(note.code(), note.message()),
                    note.code(),
                    admin ? note.stack() : null,
                    note.durationMillis(),
                    note.until());
        }
    }

    @Needs(ApiScope.read)
    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listJobs",
            summary = "Background work, newest first",
            description =
                    "Your own and that on your videos; for admins everybody's, unless mine is true. Failed jobs come by when"
                            + " they failed, scheduled ones by when they are due, ready and gated ones by their place. user is"
                            + " an id or a username, error a part of a code, since a day (UTC) or a moment. What lane, error,"
                            + " completed or cancelled name is looked for among the next hundred thousand.")
    Page<JobLine> list(
            PageRequest page,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String lane,
            @RequestParam(required = false) @Nullable String user,
            @RequestParam(required = false) @Nullable String video,
            @RequestParam(required = false) @Nullable String error,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(defaultValue = "false") boolean mine,
            HttpServletRequest request) {
        var filter = JobFilter.of(new JobFilter.Written(state, type, lane, user, video, error, since));
        var admin = isAdmin(request);
        var jobs = admin && !mine ? records.page(filter, page) : records.mine(filter, page);
        return jobs.map(job -> JobLine.of(job, admin));
    }

    @Needs(ApiScope.read)
    @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getJob",
            summary = "One job",
            description =
                    "Its payload, stack, details, key and worker, and what an exception said, are told to admins alone.")
    JobInFull one(@PathVariable UUID id, HttpServletRequest request) {
        return inFull(id, isAdmin(request));
    }

    private JobInFull inFull(UUID id, boolean admin) {
        var file = records.file(id);
        return new JobInFull(
                JobLine.of(file.job(), admin),
                admin ? json.readTree(file.payload()) : null,
                tree(file.result()),
                admin ? file.errorStack() : null,
                admin ? tree(file.errorDetails()) : null,
                file.gate(),
                file.gateLimit(),
                admin ? file.uniqueKey() : null,
                file.whenParentFails().getLiteral(),
                admin ? file.workerName() : null);
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }

    @Needs(ApiScope.read)
    @GetMapping(path = "/{id}/events", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listJobEvents", summary = "What happened to a job, from the first on, and what it logged")
    Page<Event> events(@PathVariable UUID id, PageRequest page, HttpServletRequest request) {
        var admin = isAdmin(request);
        return records.notes(id, page).map(note -> Event.of(note, admin));
    }

    @Needs(ApiScope.read)
    @GetMapping(path = "/{id}/graph", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getJobGraph",
            summary = "What a job waits for and what waits for it",
            description = "Four levels either way and a hundred jobs on either side, the nearest first.")
    JobGraph graph(@PathVariable UUID id) {
        return records.graph(id);
    }

    @Needs(ApiScope.read)
    @GetMapping("/{id}/live")
    @Operation(
            operationId = "watchJob",
            summary = "A job's progress as server-sent events",
            description =
                    "The event is named job:{id} and carries the job's state, percent, step and expected end as JSON: once"
                            + " at the beginning, then whenever it has changed. reconnect means to open the stream anew.",
            responses = @ApiResponse(responseCode = "200", content = @Content(mediaType = "text/event-stream")))
    SseEmitter live(@PathVariable UUID id) {
        return streams.of(id);
    }

    @Needs(ApiScope.write)
    @PostMapping(path = "/{id}/cancellation", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "cancelJob",
            summary = "Cancel a job",
            description = "One that waits is cancelled at once; one that runs is stopped by its worker in a moment.")
    JobInFull cancel(@PathVariable UUID id, HttpServletRequest request) {
        controls.cancel(id);
        return inFull(id, isAdmin(request));
    }

    @Needs(value = ApiScope.admin, role = UserRole.admin)
    @PostMapping(path = "/{id}/retry", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "retryJob",
            summary = "Run a job now that is planned for later or held back after a failure")
    JobInFull retry(@PathVariable UUID id) {
        controls.hurry(id);
        return inFull(id, true);
    }

    @Needs(value = ApiScope.admin, role = UserRole.admin)
    @PostMapping(path = "/{id}/revival", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "reviveJob",
            summary = "Queue a failed or cancelled job again",
            description = "With as many attempts as its kind has.")
    JobInFull revive(@PathVariable UUID id) {
        controls.revive(id);
        return inFull(id, true);
    }

    private static boolean isAdmin(HttpServletRequest request) {
        return Grant.of(request).filter(grant -> grant.role() == UserRole.admin).isPresent();
    }
}
