package dev.kinora.web.watch;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Open;
import dev.kinora.platform.PageRequest;
import dev.kinora.platform.PublicAddress;
import dev.kinora.playlists.Playlists;
import dev.kinora.watching.Card;
import dev.kinora.watching.Watching;
import dev.kinora.web.Shell;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** Somebody and what they published. */
@Open
@Controller
class ChannelPage {
    private final Watching watching;
    private final Playlists playlists;
    private final PublicAddress address;

    ChannelPage(Watching watching, Playlists playlists, PublicAddress address) {
        this.watching = watching;
        this.playlists = playlists;
        this.address = address;
    }

    @GetMapping("/@{username}")
    ModelAndView channel(@PathVariable String username, PageRequest page, Shell shell, HttpServletRequest request) {
        var front = watching.channel(username);
        var videos = watching.videos(front.channel().id(), page);
        var shown = videos.items().stream().map(Card::id).toList();
        var later = SignedIn.of(request)
                .map(person -> playlists.forLater(person.user(), shown))
                .orElse(Set.of());
        var about = front.bio() == null || front.bio().isBlank()
                ? "Videos by " + front.channel().name() + "."
                : front.bio().strip();
        return new ModelAndView(
                "pages/watch/channel",
                Map.of(
                        "page",
                        shell.page(front.channel().name(), about),
                        "front",
                        front,
                        "link",
                        address.of(front.channel().path()),
                        "bio",
                        Prose.of(front.bio() == null ? "" : front.bio(), watching::known),
                        "videos",
                        videos,
                        "later",
                        later));
    }
}
