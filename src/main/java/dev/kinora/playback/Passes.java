package dev.kinora.playback;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.kinora.platform.Caller;
import dev.kinora.platform.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who may fetch what, by the address alone: the uid of an open film, or a token of any. What the database said is believed for
 * some seconds, as a film is fetched in thousands of pieces; one that is taken down or deleted stops within a minute.
 */
final class Passes {
    /** Two answers may be added up: of the film and of its viewer. */
    private static final Duration BELIEVED = Duration.ofSeconds(20);

    private static final Pattern UID = Pattern.compile("[0-9a-f]{32}");

    private final FilmStore store;
    private final Tokens tokens;
    private final Countries countries;
    private final Clock clock;
    private final LoadingCache<String, Optional<Film>> films;
    private final LoadingCache<Sight, Boolean> sights;

    private record Sight(String viewer, UUID video) {}

    Passes(FilmStore store, Tokens tokens, Countries countries, Clock clock) {
        this.store = store;
        this.tokens = tokens;
        this.countries = countries;
        this.clock = clock;
        this.films = Caffeine.newBuilder()
                .maximumSize(10_000)
                .ticker(() -> clock.millis() * 1_000_000)
                .expireAfterWrite(BELIEVED)
                .build(store::find);
        this.sights = Caffeine.newBuilder()
                .maximumSize(50_000)
                .ticker(() -> clock.millis() * 1_000_000)
                .expireAfterWrite(BELIEVED)
                .build(this::sees);
    }

    /** As it is now, for manifests: there are few of them, and without one nobody begins. */
    Pass admitNow(String id, HttpServletRequest request) {
        return admit(id, request, true);
    }

    /** @param id as it stands in the address: a uid or a token */
    Pass admit(String id, HttpServletRequest request) {
        return admit(id, request, false);
    }

    private Pass admit(String id, HttpServletRequest request, boolean asksAgain) {
        if (UID.matcher(id).matches()) {
            if (asksAgain) {
                films.invalidate(id);
            }
            return new Pass(film(id).filter(Film::open).orElseThrow(PlaybackProblem::notFound), null);
        }
        var token = tokens.read(id);
        if (asksAgain) {
            films.invalidate(token.uid());
        }
        requireNow(token);
        if (!AccessRule.allow(token.rules(), Caller.current().ip(), countries.of(request))) {
            throw PlaybackProblem.blocked();
        }
        var film = film(token.uid()).filter(it -> !it.gone()).orElseThrow(PlaybackProblem::notFound);
        if (asksAgain) {
            sights.invalidate(new Sight(token.viewer(), film.id()));
        }
        requireOpens(token, film);
        return new Pass(film, token);
    }

    private void requireNow(Token token) {
        var now = clock.instant();
        if (!now.isBefore(token.endsAt())) {
            throw PlaybackProblem.expired();
        }
        if (now.isBefore(token.beginsAt())) {
            throw PlaybackProblem.early();
        }
    }

    private void requireOpens(Token token, Film film) {
        if (token.signer() != null && !token.signer().equals(film.owner())) {
            throw PlaybackProblem.untrusted();
        }
        var sees = token.viewer().isEmpty() ? !film.takenDown() : sights.get(new Sight(token.viewer(), film.id()));
        if (!sees) {
            throw PlaybackProblem.notFound();
        }
    }

    private Optional<Film> film(String uid) {
        return films.get(uid).or(() -> {
            // It may have been made a moment ago; that nothing is there is not worth remembering.
            films.invalidate(uid);
            return Optional.empty();
        });
    }

    private boolean sees(Sight sight) {
        var viewer = sight.viewer().equals(Token.ANYBODY)
                ? Viewer.ANONYMOUS
                : new Viewer.User(UUID.fromString(sight.viewer()));
        return Caller.current().as(viewer).call(() -> store.visible(sight.video()));
    }
}
