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
            case StorageTrial.Result.Unplayable(var store, var reason) ->
                Finding.bad("Store", store + ": " + reason, """
                        Let pages read there (CORS): AllowedOrigins ["*"], or the address of this Kinora alone, and
                        AllowedMethods ["GET", "HEAD"]; a CDN sends that itself, or passes on what the bucket sends. The
                        whole rule stands in docs/storage.md. With DELIVERY=proxied Kinora sends films itself.""");
            case StorageTrial.Result.Untried(var store, var site) ->
                Finding.note(
                        "Store",
                        store + " takes and gives back files; " + site + " cannot be reached from this machine",
                        "Players are sent there. If they cannot reach it either, correct it, or set DELIVERY=proxied.");
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
