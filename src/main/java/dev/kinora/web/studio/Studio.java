package dev.kinora.web.studio;

import dev.kinora.platform.Problem;
import dev.kinora.web.NavItem;
import dev.kinora.web.Shell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** What the pages of the studio have in common. */
final class Studio {
    static final String VIDEOS = "/studio";
    static final String UPLOAD = "/studio/upload";
    static final String IMPORTS = "/studio/imports";
    static final String BIN = "/studio/bin";
    static final String WATERMARK = "/studio/watermark";

    private static final List<NavItem> PLACES = List.of(
            new NavItem("My videos", VIDEOS, "list-video"),
            new NavItem("Upload", UPLOAD, "upload"),
            new NavItem("Import", IMPORTS, "link"),
            new NavItem("Watermark", WATERMARK, "image"),
            new NavItem("Bin", BIN, "trash-2"));

    private Studio() {}

    static ModelAndView page(Shell shell, String title, String template, Map<String, ?> content) {
        var model = new HashMap<String, Object>(content);
        model.put("page", shell.page(title, "Your videos and what becomes of them."));
        model.put("places", PLACES);
        return new ModelAndView("pages/studio/" + template, model);
    }

    /** The same page once more, now with what was wrong. */
    static ModelAndView refused(ModelAndView page, Problem problem) {
        page.setStatus(
                switch (problem.category()) {
                    case FORBIDDEN -> HttpStatus.FORBIDDEN;
                    case CONFLICT, STALE -> HttpStatus.CONFLICT;
                    case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
                    case UNSUPPORTED -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
                    case EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
                    case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
                    default -> HttpStatus.UNPROCESSABLE_CONTENT;
                });
        return page;
    }

    static ModelAndView goTo(String path) {
        var redirect = new RedirectView(path);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        return new ModelAndView(redirect);
    }
}
