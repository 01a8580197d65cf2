package dev.kinora.web.studio;

import dev.kinora.http.Needs;
import dev.kinora.platform.Problem;
import dev.kinora.processing.Watermark;
import dev.kinora.processing.Watermarks;
import dev.kinora.schema.enums.ApiScope;
import dev.kinora.web.Flashes;
import dev.kinora.web.FormState;
import dev.kinora.web.Shell;
import dev.kinora.web.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The picture that somebody lays over their films. */
@Controller
class WatermarkPage {
    private final Watermarks watermarks;

    WatermarkPage(Watermarks watermarks) {
        this.watermarks = watermarks;
    }

    @Needs(ApiScope.read)
    @GetMapping(Studio.WATERMARK)
    ModelAndView show(Shell shell) {
        return page(shell, watermarks.mine().map(WatermarkPage::typed).orElse(FormState.UNTOUCHED));
    }

    @Needs(ApiScope.read)
    @GetMapping(Studio.WATERMARK + "/picture")
    ResponseEntity<byte[]> picture() {
        return watermarks
                .picture()
                .map(picture -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noCache())
                        .contentType(MediaType.IMAGE_PNG)
                        .body(picture))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    @Needs(ApiScope.write)
    @PostMapping(Studio.WATERMARK + "/picture")
    ModelAndView send(
            @RequestParam(required = false) @Nullable MultipartFile picture,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        try {
            watermarks.send(picture == null ? new byte[0] : picture.getBytes());
        } catch (Problem problem) {
            return Studio.refused(page(shell, FormState.refused(Map.of(), problem)), problem);
        }
        return done("This is your watermark now. Films get it when they are encoded.", request, response);
    }

    @Needs(ApiScope.write)
    @PostMapping(Studio.WATERMARK)
    ModelAndView place(
            @RequestParam Map<String, String> sent,
            Shell shell,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            watermarks.place(
                    sent.getOrDefault("position", ""),
                    sent.getOrDefault("scale", ""),
                    sent.getOrDefault("opacity", ""),
                    sent.getOrDefault("padding", ""));
        } catch (Problem problem) {
            return Studio.refused(page(shell, FormState.refused(sent, problem)), problem);
        }
        return done("Saved. Films get it so when they are encoded.", request, response);
    }

    @Needs(ApiScope.delete)
    @PostMapping(Studio.WATERMARK + "/removal")
    ModelAndView remove(HttpServletRequest request, HttpServletResponse response) {
        watermarks.remove();
        return done(
                "Your watermark is removed. Films that have it keep it until they are encoded again.",
                request,
                response);
    }

    private static ModelAndView done(String message, HttpServletRequest request, HttpServletResponse response) {
        Flashes.leave(request, response, Tone.GOOD, message);
        return Studio.goTo(Studio.WATERMARK);
    }

    private static FormState typed(Watermark mark) {
        return new FormState(
                Map.of(
                        "position", mark.position().stored(),
                        "scale", percent(mark.scale()),
                        "opacity", percent(mark.opacity()),
                        "padding", percent(mark.padding())),
                Map.of());
    }

    private static String percent(BigDecimal share) {
        return share.movePointRight(2).stripTrailingZeros().toPlainString();
    }

    private ModelAndView page(Shell shell, FormState form) {
        var model = new HashMap<String, Object>();
        var positions = new LinkedHashMap<String, String>();
        for (var each : Watermark.Position.values()) {
            positions.put(each.stored(), each.words());
        }
        watermarks.mine().ifPresent(mark -> model.put("mark", mark));
        model.put("form", form);
        model.put("positions", positions);
        model.put("mostBytes", Watermarks.MOST_BYTES);
        return Studio.page(shell, "Watermark", "watermark", model);
    }
}
