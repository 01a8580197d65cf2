package dev.kinora.command;

import dev.kinora.storage.StorageTrial;
import java.util.List;
import java.util.Optional;

/** Whether the stores of media that the settings name can be used. */
record StorageCheck(Installation installation, Optional<String> id) {
    List<Finding> findings() {
        return StorageTrial.of(installation.environment(), installation.dataPath(), id).stream()
                .map(StorageCheck::finding)
                .toList();
    }

    private static Finding finding(StorageTrial.Result result) {
        return switch (result) {
            case StorageTrial.Result.Usable(var store, var kind) ->
                Finding.good("Store", store + " (" + kind + ") takes and gives back files");
            case StorageTrial.Result.Foreign(var store, var mark) ->
                Finding.bad("Store", store + " carries the mark of another Kinora (" + mark + ")", """
                        Two that share a bucket or a folder need a prefix or a folder each. What this one does not know is
                        left alone there. If the other is no more, delete the file kinora-installation in the store.""");
            case StorageTrial.Result.Unusable(var store, var reason) ->
                Finding.bad("Store", store + ": " + reason, "docs/storage.md has examples of settings.");
            case StorageTrial.Result.Misconfigured(var mistake) ->
                Finding.bad("Store", mistake, "docs/storage.md has examples of settings.");
        };
    }
}
