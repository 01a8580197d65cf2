package dev.kinora.web.settings;

import dev.kinora.access.SignedIn;
import dev.kinora.http.Needs;
import dev.kinora.identity.Quotas;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Shell;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

@Controller
class QuotaPage {
    private final Quotas quotas;

    QuotaPage(Quotas quotas) {
        this.quotas = quotas;
    }

    @Needs(ApiScope.read)
    @GetMapping("/settings/quota")
    ModelAndView show(Shell shell, HttpServletRequest request) {
        var quota = quotas.of(SignedIn.require(request).user());
        return Settings.page(shell, "Quota", "quota", Map.of("quota", new QuotaView(quota)));
    }
}
