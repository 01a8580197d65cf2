package dev.kinora.storage;

import dev.kinora.http.Needs;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.schema.enums.UserRole;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/stores", produces = MediaType.APPLICATION_JSON_VALUE)
@Needs(value = ApiScope.admin, role = UserRole.admin)
@Tag(name = "Stores", description = "Where the bytes of videos lie")
final class StoresApi {
    private final MediaStores stores;

    StoresApi(MediaStores stores) {
        this.stores = stores;
    }

    /**
     * @param kind disk or s3
     * @param chosen whether new videos go there
     * @param freeBytes null where nobody knows
     */
    record Store(
            String name,
            String kind,
            boolean chosen,
            @Nullable Long freeBytes) {}

    record Stores(List<Store> items) {}

    @GetMapping
    @Operation(operationId = "listStores", summary = "The stores of this installation")
    Stores stores() {
        return new Stores(stores.all().stream()
                .sorted(Comparator.comparing(MediaStore::name))
                .map(each -> new Store(each.name(), each.kind(), each == stores.chosen(), free(each)))
                .toList());
    }

    private static @Nullable Long free(MediaStore store) {
        try {
            var room = store.room();
            return room == Long.MAX_VALUE ? null : room;
        } catch (IOException e) {
            throw StorageProblem.unreachable(store.name(), e);
        }
    }
}
