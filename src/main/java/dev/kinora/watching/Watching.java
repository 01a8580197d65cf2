package dev.kinora.watching;

import dev.kinora.platform.Db;
import dev.kinora.platform.Page;
import dev.kinora.platform.PageRequest;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Each answer is one round trip to the database, with the viewer's rights. */
public final class Watching {
    private final WatchPageStore pages;
    private final CardStore cards;
    private final HistoryStore history;

    Watching(Db db) {
        this.pages = new WatchPageStore(db);
        this.cards = new CardStore(db);
        this.history = new HistoryStore(db);
    }

    /** @param uid its name in addresses */
    public Film film(String uid) {
        return pages.find(uid).orElseThrow(WatchingProblem::videoNotFound);
    }

    /** The film with some others to watch. */
    public WatchPage page(String uid) {
        return pages.page(uid).orElseThrow(WatchingProblem::videoNotFound);
    }

    /** By its key, which the API names it with. */
    public String path(UUID id) {
        return "/watch/" + pages.uid(id).orElseThrow(WatchingProblem::videoNotFound);
    }

    /** What everybody finds and can watch, the latest first. */
    public Page<Card> newest(PageRequest page) {
        return cards.newest(page);
    }

    /** Those of some usernames that lead to somebody's channel, in small letters. */
    public Set<String> known(Set<String> usernames) {
        return cards.known(usernames);
    }

    public Channel.Front channel(String username) {
        return cards.channel(username).orElseThrow(WatchingProblem::channelNotFound);
    }

    /** What everybody finds of a channel, the latest first. */
    public Page<Card> videos(UUID channel, PageRequest page) {
        return cards.videos(channel, page);
    }

    /** What the viewer began and did not see to its end, the latest first. */
    public List<Watched> unfinished(int most) {
        return history.unfinished(most);
    }

    /** All the viewer watched, the latest first. */
    public Page<Watched> history(PageRequest page) {
        return history.page(page);
    }

    /** As if they had never watched it. What was forgotten before stays so. */
    public void forget(UUID video) {
        if (!history.forget(video) && history.isInCourse(video)) {
            throw WatchingProblem.inCourse();
        }
    }

    /** @return how many were forgotten; those of courses stay */
    public int forgetAll() {
        return history.forgetAll();
    }
}
