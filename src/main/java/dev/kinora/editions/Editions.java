package dev.kinora.editions;

import dev.kinora.platform.Db;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All of it is the system's; whoever asks for somebody has looked first whether they may. Joins the transaction that is open. */
public final class Editions {
    private final EditionStore store;
    private final PlayingStore playing;
    private final ProgressStore progress;

    Editions(Db db) {
        this.store = new EditionStore(db);
        this.playing = new PlayingStore(db);
        this.progress = new ProgressStore(db);
    }

    /** What is played of a video now; empty where nothing can be played yet. */
    public Optional<Edition> playing(UUID video) {
        return playing.playing(video).flatMap(playing::find);
    }

    /** Which one is played of a video now; empty where nothing can be played yet. */
    public Optional<UUID> playingId(UUID video) {
        return playing.playing(video);
    }

    public Optional<Edition> find(UUID edition) {
        return playing.find(edition);
    }

    /** Of a video, whatever became of them. */
    public List<UUID> all(UUID video) {
        return store.all(video);
    }

    /** Gives up whatever else was being made of it. */
    public UUID begin(Making making) {
        store.failUnfinished(making.video());
        return store.begin(making);
    }

    /** As it was begun with; empty when it is not being made any more. */
    public Optional<String> planOfMaking(UUID edition) {
        return store.planOfMaking(edition);
    }

    /** A piece that was made again says the same again. */
    public void written(UUID edition, List<Making.Written> written) {
        store.written(edition, written);
    }

    /** Seconds at which one shot ends and another begins, besides those that are known. */
    public void cuts(UUID edition, List<BigDecimal> cuts) {
        store.cuts(edition, cuts);
    }

    /** Seconds at which one shot ends and another begins, as far as was looked. */
    public List<BigDecimal> cuts(UUID edition) {
        return store.cuts(edition);
    }

    /** How many segments of a rendition are written, in whatever order. */
    public int segments(UUID edition, String rendition) {
        return store.segments(edition, rendition);
    }

    /** How many pieces of a rendition are written, those in which nothing was to be seen as well. */
    public int pieces(UUID edition, String rendition) {
        return store.pieces(edition, rendition);
    }

    /** The codecs of a rendition, as its first segment has them. */
    public void codecs(UUID edition, String rendition, String codecs) {
        store.codecs(edition, rendition, codecs);
    }

    /** There will be no more segments of it. */
    public void wholeRendition(UUID edition, String rendition) {
        store.wholeRendition(edition, rendition);
    }

    public void storyboard(UUID edition, String json) {
        store.storyboard(edition, json);
    }

    /**
     * So much of a piece is encoded; begun again, it says less than before.
     *
     * @return how far all of it is; empty when it is not being made any more
     */
    public Optional<Pace> advanced(UUID edition, int piece, double seconds) {
        return progress.advanced(edition, piece, seconds);
    }

    /**
     * How many films are encoded before what is being made of a video, as long as nobody has taken up a piece of either.
     *
     * @return empty once somebody has, and where nothing of it is to be encoded in pieces
     */
    public Optional<Integer> before(UUID video) {
        return progress.before(video);
    }

    /**
     * With which encoder its pieces are made: the one that whoever began them has.
     *
     * @param own that of whoever asks, who begins it where nobody has
     * @return empty when it is not being made any more
     */
    public Optional<String> encodedWith(UUID edition, String own) {
        return progress.encodedWith(edition, own);
    }

    public void heard(UUID edition, Hearing hearing) {
        progress.heard(edition, hearing);
    }

    /** Tracks of subtitles that are pictures, which nobody reads. */
    public void unreadSubtitles(UUID edition, int count) {
        progress.unreadSubtitles(edition, count);
    }

    public int unreadSubtitles(UUID edition) {
        return progress.unreadSubtitles(edition);
    }

    /** Whether an edition that was ready once was made of that file. */
    public boolean wasMadeOf(UUID video, String sourceKey) {
        return progress.wasMadeOf(video, sourceKey);
    }

    public Optional<Hearing> hearing(UUID edition) {
        return progress.hearing(edition);
    }

    /** Whatever is being made of a video and does not play yet comes to nothing. */
    public void giveUp(UUID video) {
        store.failUnfinished(video);
    }

    /** Lets its beginning be played once there is one of every rendition, unless something older plays. */
    public void playable(UUID edition) {
        store.playable(edition);
    }

    /** It plays from now on; what played before is deleted when those who watch it have seen its end. */
    public void ready(UUID edition) {
        store.ready(edition);
    }

    /** Nothing becomes of it; its files are deleted. */
    public void failed(UUID edition) {
        store.failed(edition);
    }
}
