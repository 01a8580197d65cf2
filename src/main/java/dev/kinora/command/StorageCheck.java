package dev.kinora.command;

import dev.kinora.storage.StorageTrial;
import java.util.List;

/** Whether the stores of media that the settings name can be used. */
record StorageCheck(Installation installation) {
    List<Finding> findings() {
        return StorageTrial.of(installation.environment(), installation.dataPath()).stream()
                .map(StorageCheck::finding)
                .toList();
    }

    private static Finding finding(StorageTrial.Result result) {
        return switch (result) {
            case StorageTrial.Result.Usable(var store, var kind) ->
                Finding.good("Store", store + " (" + kind + ") takes and gives back files");
            case StorageTrial.Result.Unusable(var store, var reason) ->
                Finding.bad("Store", store + ": " + reason, "docs/storage.md has examples of settings.");
            case StorageTrial.Result.Misconfigured(var mistake) ->
                Finding.bad("Store", mistake, "docs/storage.md has examples of settings.");
        };
    }
}
