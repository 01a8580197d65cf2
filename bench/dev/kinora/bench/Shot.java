package dev.kinora.bench;

import dev.kinora.media.Clips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A film of 1080p30 that looks like something. */
record Shot(Scene scene, Kind kind, int seconds, Path file) {
    enum Scene {
        /** All of it moves, and there is noise, as from a camera that is held by hand at night. */
        MOTION,
        /** A still picture with some noise, in which a part moves a little. */
        HEAD,
        /** Sharp edges that move on by steps, and nothing in between. */
        SCREEN
    }

    enum Kind {
        /** With open groups, as it may not be copied. */
        ENCODED,
        /** As editors and recorders write it for the web. */
        COPIED
    }

    static Shot made(Scene scene, Kind kind, int seconds) {
        var arguments = new ArrayList<>(List.of("-filter_complex", picture(scene) + ",format=yuv420p[v]"));
        arguments.addAll(List.of("-f", "lavfi", "-i", "anoisesrc=color=pink:amplitude=0.2:sample_rate=48000"));
        arguments.addAll(List.of("-map", "[v]", "-map", "0:a", "-t", Integer.toString(seconds)));
        arguments.addAll(List.of("-c:v", "libx264", "-preset", "veryfast", "-c:a", "aac", "-b:a", "128k"));
        arguments.addAll(
                kind == Kind.COPIED
                        ? List.of("-crf", "23", "-maxrate", "5M", "-bufsize", "10M", "-g", "60")
                        : List.of(
                                "-crf",
                                "20",
                                "-maxrate",
                                "12M",
                                "-bufsize",
                                "24M",
                                "-x264-params",
                                "open-gop=1:keyint=250"));
        var name = "shot-" + (scene + "-" + kind).toLowerCase(Locale.ROOT) + "-" + seconds + ".mp4";
        return new Shot(scene, kind, seconds, Clips.made(name, arguments.toArray(String[]::new)));
    }

    private static String picture(Scene scene) {
        return switch (scene) {
            case MOTION -> "testsrc2=size=2400x1350:rate=30,rotate=0.05*sin(t):ow=1920:oh=1080,noise=alls=8:allf=t";
            case HEAD ->
                "mandelbrot=size=1920x1080:rate=30:end_pts=1,loop=-1:1,noise=alls=3:allf=t[still];"
                        + "testsrc2=size=420x560:rate=30,boxblur=6[face];[still][face]overlay=x=750+12*sin(1.7*t):y=300+6*cos(2.3*t)";
            case SCREEN ->
                "cellauto=size=480x270:rate=4:rule=110:random_fill_ratio=0.4,scale=1920:1080:flags=neighbor,fps=30";
        };
    }

    long bytes() throws IOException {
        return Files.size(file);
    }

    @Override
    public String toString() {
        return (scene + ", " + kind).toLowerCase(Locale.ROOT);
    }
}
