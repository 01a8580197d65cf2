package dev.kinora.uploads;

import dev.kinora.library.Arrivals;
import dev.kinora.library.Remakes;
import dev.kinora.platform.Db;

/** Why a film does not come yet, written where its owner looks: on the video, or on what is to replace its file. */
final class Delays {
    private final Db db;
    private final Arrivals arrivals;
    private final Remakes remakes;

    Delays(Db db, Arrivals arrivals, Remakes remakes) {
        this.db = db;
        this.arrivals = arrivals;
        this.remakes = remakes;
    }

    void tell(Upload upload, String code, String sentence) {
        db.system("uploads", _ -> {
            if (!remakes.delayed(upload.id(), code, sentence) && upload.video() != null) {
                arrivals.delayed(upload.video(), code, sentence);
            }
            return null;
        });
    }

    void over(Upload upload) {
        db.system("uploads", _ -> {
            if (!remakes.delayed(upload.id(), null, null) && upload.video() != null) {
                arrivals.coming(upload.video());
            }
            return null;
        });
    }
}
