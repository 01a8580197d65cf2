package dev.kinora.web.studio;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.identity.Quotas;
import dev.kinora.platform.Problem;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.uploads.Uploads;
import dev.kinora.uploads.WholeFiles;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import dev.kinora.web.settings.QuotaView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** Where films are dropped. A script sends them by tus; without one, a form sends one of them. */
@Controller
class UploadPage {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Uploads uploads;
    private final WholeFiles files;
    private final Quotas quotas;
    private final VideoPage one;

    UploadPage(Uploads uploads, WholeFiles files, Quotas quotas, VideoPage one) {
        this.one = one;
        this.uploads = uploads;
        this.files = files;
        this.quotas = quotas;
    }

    @Needs(ApiScope.read)
    @GetMapping(Studio.UPLOAD)
    ModelAndView show(Shell shell, HttpServletRequest request) {
        return page(shell, request, FormState.UNTOUCHED);
    }

    @Needs(ApiScope.write)
    @PostMapping(Studio.UPLOAD)
    ModelAndView send(Shell shell, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var replaces = replaces(request);
        if (replaces.isPresent()) {
            return replace(replaces.get(), shell, request, response);
        }
        try {
            var video = files.form(request, null);
            Flashes.leave(request, response, Tone.GOOD, "It has arrived. Say what it is while it is prepared.");
            return Studio.goTo(Studio.VIDEOS + "/videos/" + video.id());
        } catch (Problem problem) {
            return Studio.refused(page(shell, request, FormState.refused(Map.of(), problem)), problem);
        }
    }

    /** From the address itself: whoever asks for a parameter has the form read to its end, and nothing of the film is left. */
    private static Optional<UUID> replaces(HttpServletRequest request) {
        var text = UriComponentsBuilder.newInstance()
                .query(request.getQueryString())
                .build()
                .getQueryParams()
                .getFirst("replaces");
        return Optional.ofNullable(text)
                .filter(it -> UUID_FORM.matcher(it).matches())
                .map(UUID::fromString);
    }

    private ModelAndView replace(UUID id, Shell shell, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var video = one.own(id, request);
        try {
            files.form(request, id);
            Flashes.leave(request, response, Tone.GOOD, "The other file has arrived. It plays when it is prepared.");
            return Studio.goTo(Studio.VIDEOS + "/videos/" + id + "/file");
        } catch (Problem problem) {
            var told = new FormState(Map.of(), Map.of("file", problem.sentence()));
            return Studio.refused(one.file(video, shell, request, told), problem);
        }
    }

    private ModelAndView page(Shell shell, HttpServletRequest request, FormState form) {
        var person = SignedIn.require(request).user();
        return Studio.page(
                shell,
                "Upload",
                "upload",
                Map.of(
                        "form",
                        form,
                        "quota",
                        new QuotaView(quotas.of(person)),
                        "largest",
                        uploads.largest(),
                        "person",
                        person.toString()));
    }
}
