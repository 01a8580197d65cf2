package dev.kinora.processing;

import dev.kinora.http.Needs;
import dev.kinora.schema.enums.ApiScope;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/v1/account/watermark")
@Tag(name = "Processing")
final class WatermarkApi {
    private final Watermarks watermarks;

    WatermarkApi(Watermarks watermarks) {
        this.watermarks = watermarks;
    }

    /**
     * @param position upperLeft, upperRight, lowerLeft, lowerRight or center
     * @param scale its width, in per cent of the film's
     * @param opacity in per cent
     * @param padding distance to the edge, in per cent of the film's width
     */
    record Place(
            @Nullable String position,
            @Nullable Integer scale,
            @Nullable Integer opacity,
            @Nullable Integer padding) {}

    @Needs(ApiScope.read)
    @GetMapping
    @Operation(operationId = "getWatermark", summary = "Your watermark")
    Watermark get() {
        return watermarks.mine().orElseThrow(WatermarkProblem::none);
    }

    @Needs(ApiScope.read)
    @GetMapping("/picture")
    @Operation(operationId = "getWatermarkPicture", summary = "The picture of your watermark")
    ResponseEntity<byte[]> picture() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.IMAGE_PNG)
                .body(watermarks.picture().orElseThrow(WatermarkProblem::none));
    }

    @Needs(ApiScope.write)
    @PutMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            operationId = "sendWatermark",
            summary = "Send the picture of your watermark",
            description =
                    "The part called file; PNG, best with a transparent ground. Films that are made already keep theirs.")
    Watermark send(@RequestParam MultipartFile file) throws IOException, InterruptedException {
        return watermarks.send(file.getBytes());
    }

    @Needs(ApiScope.write)
    @PatchMapping
    @Operation(operationId = "placeWatermark", summary = "Say where your watermark stands, and how large and clear")
    Watermark place(@RequestBody Place place) {
        var now = watermarks.mine().orElseThrow(WatermarkProblem::none);
        return watermarks.place(
                place.position() == null ? now.position().stored() : place.position(),
                text(place.scale(), now.scale()),
                text(place.opacity(), now.opacity()),
                text(place.padding(), now.padding()));
    }

    private static String text(@Nullable Integer wished, java.math.BigDecimal now) {
        return wished == null
                ? now.movePointRight(2)
                        .setScale(0, java.math.RoundingMode.HALF_UP)
                        .toPlainString()
                : wished.toString();
    }

    @Needs(ApiScope.delete)
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "removeWatermark", summary = "Take your watermark away")
    void remove() {
        watermarks.remove();
    }
}
