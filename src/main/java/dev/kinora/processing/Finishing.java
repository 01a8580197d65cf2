package dev.kinora.processing;

import dev.kinora.captions.Captions;
import dev.kinora.captions.MadeCaptions;
import dev.kinora.editions.Edition;
import dev.kinora.editions.Editions;
import dev.kinora.editions.Rendition;
import dev.kinora.jobs.JobHandler;
import dev.kinora.jobs.JobRun;
import dev.kinora.jobs.JobType;
import dev.kinora.jobs.Outcome;
import dev.kinora.library.Processed;
import dev.kinora.media.FfmpegFailed;
import dev.kinora.media.FfmpegTimedOut;
import dev.kinora.storage.MediaKey;
import dev.kinora.storage.MediaStores;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** All pieces and the sound are there: what is known only now is written down, and the film is ready. */
final class Finishing implements JobHandler<Work.Finish> {
    private final Processed processed;
    private final Editions editions;
    private final Posters posters;
    private final Subtitles subtitles;
    private final Captions captions;
    private final MadeCaptions madeCaptions;
    private final Covers covers;
    private final MediaStores stores;
    private final JsonMapper json;

    Finishing(
            Processed processed,
            Editions editions,
            Posters posters,
            Subtitles subtitles,
            Captions captions,
            MadeCaptions madeCaptions,
            Covers covers,
            MediaStores stores,
            JsonMapper json) {
        this.subtitles = subtitles;
        this.captions = captions;
        this.madeCaptions = madeCaptions;
        this.covers = covers;
        this.processed = processed;
        this.editions = editions;
        this.posters = posters;
        this.stores = stores;
        this.json = json;
    }

    @Override
    public JobType jobType() {
        return Work.FINISH;
    }

    @Override
    public Class<Work.Finish> payload() {
        return Work.Finish.class;
    }

    @Override
    public Outcome run(JobRun<Work.Finish> job) throws Exception {
        var work = job.payload();
        var planned = editions.planOfMaking(work.edition());
        var found = editions.find(work.edition());
        if (planned.isEmpty() || found.isEmpty()) {
            return Outcome.done();
        }
        var edition = found.get();
        var plan = json.readValue(planned.get(), Plan.class);
        if (edition.renditions().stream().allMatch(each -> each.segments().isEmpty())) {
            return nothing(job, work);
        }
        if (!isComplete(edition, plan)) {
            return incomplete(job, work);
        }
        // Workers that were killed may have been writing just then.
        stores.named(edition.store()).abandonBelow(edition.keys().folder());
        var besides = besides(job, edition, plan);
        var poster = besides.poster() != null ? besides.poster() : poster(edition, plan);
        var seconds = edition.renditions().stream()
                .mapToDouble(Rendition::seconds)
                .max()
                .orElse(0);
        job.complete(() -> {
            // As whoever changes the film's language does: first the film, then its captions.
            processed.hold(work.video());
            edition.renditions().forEach(each -> editions.wholeRendition(edition.id(), each.name()));
            var picture = plan.picture();
            if (picture != null && hasPicture(edition)) {
                editions.storyboard(
                        edition.id(), storyboard(picture, edition.rungs().getFirst()));
            }
            if (poster != null) {
                processed.picture(
                        work.video(),
                        poster.address(),
                        poster.second(),
                        Posters.addressesOfFirsts(work.video(), editions.all(work.video())));
            }
            var other = processed.isOfAnotherFile(work.video());
            if (other) {
                // Before the others come: what a machine heard in the old file stands in nobody's way.
                madeCaptions.forget(work.video());
            }
            besides.captions().ifPresent(brought -> {
                captions.takeOver(work.video(), brought.taken());
                editions.unreadSubtitles(edition.id(), brought.unread());
            });
            editions.ready(edition.id());
            var first =
                    processed.ready(work.video(), BigDecimal.valueOf(seconds).setScale(3, RoundingMode.HALF_UP));
            // Of a file that was listened to before, its owner may have deleted them.
            if ((first || other) && edition.sound().isPresent()) {
                madeCaptions.unasked(work.video());
            }
        });
        return Outcome.done();
    }

    private static boolean hasPicture(Edition edition) {
        return edition.rungs().stream().findFirst().stream()
                .anyMatch(top -> !top.segments().isEmpty());
    }

    /** A job may have been cancelled, or its worker lost too often. */
    private boolean isComplete(Edition edition, Plan plan) {
        var picture = plan.picture();
        return edition.sound().map(Rendition::whole).orElse(true)
                && (picture == null
                        || picture.copied()
                                        .flatMap(rung -> edition.rendition(rung.name()))
                                        .map(Rendition::whole)
                                        .orElse(true)
                                && picture.encoded().stream()
                                        .allMatch(rung -> editions.pieces(edition.id(), rung.name())
                                                        == picture.pieces().size()
                                                && isGapless(edition, rung.name())));
    }

    /** What comes after a piece that has fewer segments than were planned is never played. */
    private boolean isGapless(Edition edition, String rung) {
        var played = edition.rendition(rung).map(it -> it.segments().size()).orElse(0);
        return editions.segments(edition.id(), rung) == played;
    }

    private Outcome incomplete(JobRun<Work.Finish> job, Work.Finish work) {
        job.complete(() -> {
            editions.failed(work.edition());
            processed.failed(
                    work.video(),
                    "ERR_UNKNOWN",
                    "A part of the video was not prepared: its job was cancelled, or whatever ran it was lost again and again. Whoever runs this Kinora finds the reason at the job.",
                    editions.playing(work.video()).isPresent());
        });
        return Outcome.done();
    }

    /**
     * @param captions empty where they were taken over before
     * @param poster of sound alone
     */
    private record Besides(Optional<Subtitles.Taken> captions, Posters.@Nullable Poster poster) {}

    /** What the file brings along besides picture and sound; a film without it is a film as well. */
    private Besides besides(JobRun<Work.Finish> job, Edition edition, Plan plan)
            throws IOException, InterruptedException {
        var source = processed.source(edition.video());
        if (source.isEmpty()) {
            return new Besides(Optional.empty(), null);
        }
        var probe = json.readTree(source.get().probe());
        var known = editions.wasMadeOf(edition.video(), source.get().key());
        if (plan.picture() != null && (known || !Subtitles.has(probe))) {
            return new Besides(known ? Optional.empty() : Optional.of(Subtitles.Taken.NOTHING), null);
        }
        var store = stores.named(source.get().store());
        try (var file = stores.local(store, MediaKey.of(source.get().key()))) {
            var taken = known ? Optional.<Subtitles.Taken>empty() : Optional.of(subtitles.take(probe, file.path()));
            var picture = plan.picture() == null ? covers.of(plan, file.path()) : Optional.<byte[]>empty();
            return new Besides(
                    taken,
                    picture.isEmpty() ? null : Posters.keep(store, edition.keys(), picture.get(), BigDecimal.ZERO));
        } catch (FfmpegFailed | FfmpegTimedOut e) {
            job.log("Neither subtitles nor a cover are taken over: " + e.getMessage());
            return new Besides(Optional.empty(), null);
        }
    }

    private Outcome nothing(JobRun<Work.Finish> job, Work.Finish work) {
        job.complete(() -> {
            editions.failed(work.edition());
            processed.failed(
                    work.video(),
                    "ERR_MALFORMED_VIDEO",
                    "Neither a picture nor a sound of the video could be decoded. It is damaged; export it again, and upload that.",
                    editions.playing(work.video()).isPresent());
        });
        return Outcome.done();
    }

    private Posters.@Nullable Poster poster(Edition edition, Plan plan) throws IOException {
        var picture = plan.picture();
        return picture == null ? null : posters.choose(stores.named(edition.store()), edition.keys(), picture);
    }

    private String storyboard(Plan.Picture plan, Rendition top) {
        var frames = top.segments().stream().mapToLong(Rendition.Segment::ticks).sum() / plan.frameTicks();
        var sprites = new ArrayList<Map<String, Object>>();
        for (var piece = 0; piece < plan.pieces().size(); piece++) {
            var from = (long) plan.from(piece);
            var to = plan.isLast(piece) ? frames : plan.to(piece);
            var here = Math.min(to, frames) - from;
            if (here > 0) {
                // The last piece goes on to the end of the film, its sprite only as far as was planned.
                var most = PieceCommand.rows(Math.ceilDiv(
                                plan.to(piece) - plan.from(piece),
                                plan.storyboard().frames()))
                        * Plan.Board.COLUMNS;
                sprites.add(Map.of(
                        "chunk",
                        piece,
                        "start",
                        from / plan.rate().perSecond(),
                        "pictures",
                        Math.min(most, Math.ceilDiv(here, plan.storyboard().frames()))));
            }
        }
        return json.writeValueAsString(Map.of(
                "interval",
                plan.storyboard().frames() / plan.rate().perSecond(),
                "width",
                plan.storyboard().width(),
                "height",
                plan.storyboard().height(),
                "columns",
                Plan.Board.COLUMNS,
                "sprites",
                sprites));
    }
}
