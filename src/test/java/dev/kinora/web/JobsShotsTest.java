package dev.kinora.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JobsShotsTest {
    @Test
    void shots() {
        for (var look : JobsLookTest.pages().toList()) {
            for (int width : new int[] {390, 1280}) {
                for (var scheme : width == 390
                        ? new ColorScheme[] {ColorScheme.LIGHT}
                        : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                    try (var visit = Visit.signedIn(JobsCast.KINORA, look.session(), look.path(), width, scheme)) {
                        visit.page.waitForTimeout(150);
                        var name = look.path().replaceAll("[^a-z]+", "_")
                                + look.path()
                                        .substring(Math.max(0, look.path().length() - 4))
                                        .replaceAll("[^a-z0-9]", "");
                        visit.page.screenshot(new Page.ScreenshotOptions()
                                .setFullPage(true)
                                .setPath(Path.of("/tmp/jobshots/" + name + "_"
                                        + look.session().substring(0, 3).replaceAll("[^A-Za-z0-9]", "") + "_" + width
                                        + "_" + scheme + ".png")));
                    }
                }
            }
        }
    }
}
