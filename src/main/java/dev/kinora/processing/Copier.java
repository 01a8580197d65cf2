package dev.kinora.processing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Takes frames out of an MP4 file as they are, and makes segments of them whose times lie on the grid of the film. */
final class Copier {
    private Copier() {}

    static void picture(Plan.Picture plan, Path source, Fragments.Sink into) throws IOException, InterruptedException {
        var top = plan.copied().orElseThrow();
        var track = track(source, plan.stream());
        var configuration = CopiedPicture.AvcDescription.of(track).bytes();
        into.beginning(Boxes.beginningOfPicture(
                plan.timescale(), top.width(), top.height(), Boxes.picture(top.width(), top.height(), configuration)));
        try (var file = FileChannel.open(source)) {
            var first = 0;
            var lengths = Objects.requireNonNull(plan.lengths());
            for (var segment = 0; segment < lengths.size(); segment++) {
                var frames = frames(track.samples(), first, lengths.get(segment), plan.frameTicks());
                var bytes = segment(
                        segment, (long) first * plan.frameTicks(), plan.frameTicks(), frames, file, track, first);
                first += frames.size();
                into.segment(bytes, frames.size() * plan.frameTicks(), frames.size());
            }
        }
    }

    static void sound(Plan.Sound plan, Path source, Fragments.Sink into) throws IOException, InterruptedException {
        var track = track(source, plan.stream());
        var rate = plan.samplesPerSecond();
        into.beginning(Boxes.beginningOfSound(
                rate,
                Boxes.sound(
                        rate, plan.channels(), plan.bandwidth(), CopiedSound.configuration(rate, plan.channels()))));
        var begin = CopiedSound.leadIn(track);
        var all = track.samples().count() - begin;
        try (var file = FileChannel.open(source)) {
            var done = 0;
            for (var segment = 0; done < all; segment++) {
                var end = Math.min(
                        all, (int) Math.round((segment + 1) * SoundEncoder.SEGMENT_SECONDS * rate / CopiedSound.FRAME));
                var frames = new ArrayList<Boxes.Sample>();
                for (var frame = begin + done; frame < begin + end; frame++) {
                    frames.add(new Boxes.Sample(track.samples().size()[frame], true, 0));
                }
                var start = (long) done * CopiedSound.FRAME;
                var bytes = segment(segment, start, CopiedSound.FRAME, frames, file, track, begin + done);
                done = end;
                into.segment(bytes, frames.size() * CopiedSound.FRAME, frames.size());
            }
        }
    }

    private static Track track(Path source, int stream) throws IOException {
        return Track.of(source, stream)
                .orElseThrow(
                        () -> new IOException("the file is not what it was when it was planned what to make of it"));
    }

    /** Decoded one after the other from the first on, each shown at its place among them. */
    private static List<Boxes.Sample> frames(Samples samples, int first, int count, int ticks) {
        var shown = Arrays.copyOfRange(samples.shown(), first, first + count);
        var order = shown.clone();
        Arrays.sort(order);
        var frames = new ArrayList<Boxes.Sample>();
        for (var frame = 0; frame < count; frame++) {
            var place = Arrays.binarySearch(order, shown[frame]);
            var key = samples.isKey(first + frame);
            frames.add(new Boxes.Sample(samples.size()[first + frame], key, (place - frame) * ticks));
        }
        return frames;
    }

    private static byte[] segment(
            int number, long start, int ticks, List<Boxes.Sample> frames, FileChannel file, Track track, int first)
            throws IOException {
        var bytes = ByteBuffer.wrap(Boxes.segment(number + 1, start, ticks, frames));
        var samples = track.samples();
        bytes.position(
                bytes.capacity() - frames.stream().mapToInt(Boxes.Sample::size).sum());
        for (var frame = first; frame < first + frames.size(); frame++) {
            bytes.limit(bytes.position() + samples.size()[frame]);
            Track.read(file, samples.offset()[frame], bytes);
        }
        return bytes.array();
    }
}
