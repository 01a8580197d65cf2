package dev.kinora.webhooks;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.platform.Idempotency;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Webhooks", description = "Addresses of yours that are told of what happens")
final class WebhooksApi {
    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String DELIVERIES = WEBHOOKS + "/{id}/deliveries";

    /** @param events such as video.ready; absent or empty for all */
    record NewWebhook(@Nullable String url, @Nullable List<String> events) {}

    /** @param secret what messages are signed with, told this once */
    record NewWebhookView(Webhook webhook, String secret) {}

    private final Webhooks webhooks;
    private final Idempotency idempotency;

    WebhooksApi(Webhooks webhooks, Idempotency idempotency) {
        this.webhooks = webhooks;
        this.idempotency = idempotency;
    }

    @Needs(ApiScope.read)
    @GetMapping(WEBHOOKS)
    @Operation(
            operationId = "listWebhooks",
            summary = "Your webhooks",
            description = "Newest first, all on one page; without their secrets.")
    Page<Webhook> list() {
        return new Page<>(webhooks.mine(), null);
    }

    @Needs(ApiScope.write)
    @PostMapping(path = WEBHOOKS, produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "createWebhook",
            summary = "Make a webhook",
            description = "The secret is in this answer and nowhere else.",
            parameters = @Parameter(in = ParameterIn.HEADER, name = Idempotency.HEADER),
            responses = @ApiResponse(responseCode = "201", description = "Made"))
    ResponseEntity<NewWebhookView> create(@RequestBody NewWebhook wish, HttpServletRequest request) {
        var person = SignedIn.require(request);
        return idempotency.once(request, wish, NewWebhookView.class, () -> {
            var made = webhooks.create(
                    person.user(),
                    new Webhooks.Wish(
                            Objects.requireNonNullElse(wish.url(), ""),
                            Objects.requireNonNullElse(wish.events(), List.of())));
            return ResponseEntity.created(
                            URI.create(WEBHOOKS + "/" + made.webhook().id()))
                    .cacheControl(CacheControl.noStore())
                    .body(new NewWebhookView(made.webhook(), made.secret()));
        });
    }

    @Needs(ApiScope.read)
    @GetMapping(WEBHOOKS + "/{id}")
    @Operation(operationId = "getWebhook", summary = "A webhook")
    Webhook get(@PathVariable UUID id) {
        return webhooks.find(id);
    }

    @Needs(ApiScope.write)
    @PatchMapping(WEBHOOKS + "/{id}")
    @Operation(
            operationId = "changeWebhook",
            summary = "Change, pause or resume a webhook",
            description =
                    "What is absent stays as it is. Nothing is sent while it is paused, nor afterwards of what happened meanwhile.")
    Webhook change(@PathVariable UUID id, @RequestBody Webhooks.Change change) {
        return webhooks.change(id, change);
    }

    @Needs(ApiScope.delete)
    @DeleteMapping(WEBHOOKS + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "deleteWebhook", summary = "Delete a webhook, and the record of what was sent to it")
    void delete(@PathVariable UUID id) {
        webhooks.delete(id);
    }

    @Needs(ApiScope.write)
    @PostMapping(path = WEBHOOKS + "/{id}/secret", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "changeWebhookSecret",
            summary = "Give a webhook a new secret",
            description = "The old one is of no use from then on. The new one is in this answer and nowhere else.")
    ResponseEntity<NewWebhookView> changeSecret(@PathVariable UUID id) {
        var changed = webhooks.changeSecret(id);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new NewWebhookView(changed.webhook(), changed.secret()));
    }

    @Needs(ApiScope.write)
    @PostMapping(path = WEBHOOKS + "/{id}/test", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "testWebhook",
            summary = "Send a test",
            description = "A message of the event webhook.test, tried once; to a paused webhook too.")
    Delivery test(@PathVariable UUID id, HttpServletRequest request) {
        return webhooks.test(SignedIn.require(request).user(), id);
    }

    @Needs(ApiScope.read)
    @GetMapping(DELIVERIES)
    @Operation(
            operationId = "listWebhookDeliveries",
            summary = "What was sent to a webhook",
            description = "Newest first, for 30 days, with the beginning of the last answer.")
    Page<Delivery> deliveries(@PathVariable UUID id, PageRequest page) {
        return webhooks.deliveries(id, page);
    }

    @Needs(ApiScope.read)
    @GetMapping(DELIVERIES + "/{delivery}")
    @Operation(operationId = "getWebhookDelivery", summary = "A message to a webhook and what became of it")
    Delivery delivery(@PathVariable UUID id, @PathVariable UUID delivery) {
        return webhooks.delivery(id, delivery);
    }

    @Needs(ApiScope.read)
    @GetMapping(DELIVERIES + "/{delivery}/attempts")
    @Operation(
            operationId = "listWebhookAttempts",
            summary = "Each attempt to deliver a message",
            description =
                    "Newest first, all on one page: the last hundred, as long as the message is kept. Of each answer the"
                            + " first 1000 letters.")
    Page<DeliveryAttempt> attempts(@PathVariable UUID id, @PathVariable UUID delivery) {
        return new Page<>(webhooks.attempts(id, delivery), null);
    }

    @Needs(ApiScope.write)
    @PostMapping(path = DELIVERIES + "/{delivery}/replay", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            operationId = "replayWebhookDelivery",
            summary = "Send a message once more",
            description =
                    "The same message with the same id, whether it arrived or not. One that waits for its next attempt is"
                            + " tried now instead; one that is being sent at the moment answers 409.")
    Delivery replay(@PathVariable UUID id, @PathVariable UUID delivery, HttpServletRequest request) {
        return webhooks.replay(SignedIn.require(request).user(), id, delivery);
    }
}
