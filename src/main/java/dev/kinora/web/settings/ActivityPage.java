package dev.kinora.web.settings;

import dev.kinora.audit.Trail;
import dev.kinora.http.Needs;
import dev.kinora.platform.PageRequest;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Shell;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** The trail of one's own account: what was done to it and by it. */
@Controller
class ActivityPage {
    private final Trail trail;

    ActivityPage(Trail trail) {
        this.trail = trail;
    }

    @Needs(ApiScope.read)
    @GetMapping("/settings/activity")
    ModelAndView show(PageRequest wanted, Shell shell) {
        return Settings.page(
                shell, "Activity", "activity", Map.of("parts", Settings.ACTIVITY, "trail", trail.ofAccount(wanted)));
    }
}
