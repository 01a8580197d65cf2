package dev.kinora.demo;

import java.util.List;

/** What there is to see: wide and tall, silent and sounding, sound alone. */
final class Clips {
    private static final String NUMBERS = "Pictures by numbers";
    private static final String SOUND = "Sound, drawn";

    /** From grey to the colours of embers. */
    private static final String EMBERS = ",format=gray,format=rgb24,curves="
            + "r='0/0.04 0.35/0.55 0.6/0.95 1/1':g='0/0.06 0.35/0.18 0.6/0.55 1/0.96':b='0/0.14 0.35/0.16 0.6/0.25 1/0.86'";

    private static final String LIFE =
            "mold=14:r=25:ratio=0.12:seed=7:life_color=#FFB26B:death_color=#7A2E12:mold_color=#171512";
    private static final String TONES =
            "0.3*sin(2*PI*220*t)*(0.7+0.3*sin(t))|0.3*sin(2*PI*330.4*t)*(0.7+0.3*cos(1.3*t))";
    private static final String BELLS =
            "0.5*sin(2*PI*440*t)*exp(-3*mod(t\\,1))+0.3*sin(2*PI*1108*t)*exp(-5*mod(t\\,2))+0.2*sin(2*PI*659*t)*exp(-2*mod(t\\,4))";
    private static final String STAIRS = "0.4*sin(2*PI*220*pow(2\\,floor(t)/12)*t)";
    private static final String SLIDE = "0.4*sin(2*PI*(120*t+90*t*t))+0.2*sin(2*PI*(240*t+140*t*t))";

    private Clips() {}

    static List<Clip> all() {
        return List.of(
                Clip.of(
                                "mandelbrot.mp4",
                                "ada",
                                "Into the Mandelbrot set",
                                "One formula, and 2,000 times nearer at the end than at the beginning. It has chapters: they"
                                        + " stand in the time bar, beside the film, and here. #fractals",
                                28,
                                "mandelbrot=size=1280x720:rate=25:maxiter=400:start_scale=2.2:end_scale=0.001:end_pts=700"
                                        + ":start_x=-0.743643887:start_y=-0.131825904:outer=normalized_iteration_count"
                                        + EMBERS)
                        .sounding("aevalsrc=" + TONES)
                        .inParts("The whole of it", "The valley", "Seahorses", "Threads")
                        .tagged("mathematics", "fractals")
                        .on(NUMBERS)
                        .putForward(),
                Clip.of(
                                "scale.mp4",
                                "ben",
                                "A scale in twelve steps",
                                "From one A to the next, a second for each half-tone. Captions name the notes.",
                                13,
                                "aevalsrc=" + STAIRS + ":s=48000,showwaves=s=854x480:mode=cline:colors=0xFF8A4C:r=25")
                        .sounding("aevalsrc=" + STAIRS)
                        .saying(
                                "A", "B flat", "B", "C", "C sharp", "D", "E flat", "E", "F", "F sharp", "G", "A flat",
                                "A again")
                        .tagged("music", "sound")
                        .on(SOUND)
                        .putForward(),
                Clip.of(
                                "life.mp4",
                                "ada",
                                "Life, grown from noise",
                                "A cell lives on beside two or three others and is born beside three. Embers are those that"
                                        + " have just died. #automata",
                                22,
                                "life=s=240x136:" + LIFE + ",scale=960:544:flags=neighbor")
                        .tagged("mathematics", "automata")
                        .on(NUMBERS)
                        .putForward(),
                Clip.of(
                                "dusk.mp4",
                                "lin",
                                "Dusk, for a telephone held upright",
                                "Five colours pass. A tall film fills a phone and keeps its shape on a wide screen.",
                                18,
                                "gradients=s=540x960:n=5:c0=#0F2A43:c1=#C2410C:c2=#F2C14E:c3=#2F7D4F:c4=#6B2D5C"
                                        + ":speed=0.03:seed=3:r=30")
                        .tagged("colour", "tall"),
                Clip.of(
                                "lissajous.mp4",
                                "ben",
                                "Two tones draw a knot",
                                "The left channel moves the pen sideways, the right one up and down.",
                                20,
                                "aevalsrc=" + TONES
                                        + ":s=48000,avectorscope=s=720x720:draw=line:mode=lissajous_xy:rf=8:gf=14:bf=20"
                                        + ":rc=255:gc=150:bc=70:zoom=2.6:r=25,pad=1280:720:(ow-iw)/2:0:black")
                        .sounding("aevalsrc=" + TONES)
                        .tagged("music", "mathematics")
                        .on(SOUND),
                Clip.of(
                                "rule-30.mp4",
                                "ada",
                                "Rule 30, line by line",
                                "Each line follows from the one above by eight small rules; what comes out looks like"
                                        + " chance. #automata",
                                20,
                                "cellauto=s=240x136:rule=30:rate=20:seed=11:random_fill_ratio=0.5,"
                                        + "scale=960:544:flags=neighbor,format=rgb24,"
                                        + "lutrgb=r='18+val*0.88':g='17+val*0.70':b='40+val*0.45'")
                        .tagged("mathematics", "automata")
                        .on(NUMBERS),
                Clip.of(
                                "bells.m4a",
                                "ben",
                                "Bells, to be heard alone",
                                "A film without a picture. Three bells, each with a pulse of its own; they meet every four"
                                        + " seconds.",
                                24,
                                "")
                        .sounding("aevalsrc=" + BELLS)
                        .tagged("music", "sound")
                        .on(SOUND),
                Clip.of(
                                "triangles.mp4",
                                "ada",
                                "A triangle of triangles",
                                "Sierpinski's, walked over at leisure.",
                                20,
                                "sierpinski=s=960x540:type=triangle:seed=9:jump=60:r=25,format=rgb24,"
                                        + "lutrgb=r='21+val*0.9':g='48+val*0.75':b='60+val*0.4'")
                        .tagged("mathematics", "fractals")
                        .on(NUMBERS),
                Clip.of(
                                "sweep.mp4",
                                "ben",
                                "A slide through the spectrum",
                                "Two tones rise, and their picture with them: what is heard now is drawn at the right.",
                                16,
                                "aevalsrc=" + SLIDE
                                        + ":s=48000,showspectrum=s=854x480:slide=scroll:color=magma:scale=cbrt:fps=25")
                        .sounding("aevalsrc=" + SLIDE)
                        .tagged("sound")
                        .on(SOUND),
                Clip.of(
                                "tower.mp4",
                                "lin",
                                "A tower of cells",
                                "The same rules of life on a narrow plot, for a screen held upright.",
                                18,
                                "life=s=136x240:" + LIFE + ",scale=544:960:flags=neighbor")
                        .tagged("automata", "tall"),
                Clip.of(
                                "carpet.mp4",
                                "ada",
                                "The carpet with holes in its holes",
                                "Take the middle of nine squares away, then of each of the eight that are left, and go on."
                                        + " #fractals",
                                16,
                                "sierpinski=s=854x480:type=carpet:seed=5:jump=90:r=25,format=rgb24,"
                                        + "lutrgb=r='194-val*0.55':g='65+val*0.6':b='12+val*0.85'")
                        .tagged("mathematics", "fractals")
                        .on(NUMBERS),
                Clip.of(
                                "test-card.mp4",
                                "lin",
                                "A test card to set a screen by",
                                "Bars, a clock and what moves: whether a picture stutters is seen here first. Captions are in"
                                        + " English.",
                                20,
                                "testsrc2=s=1280x720:r=30")
                        .sounding("sine=frequency=440:sample_rate=48000,volume=0.2")
                        .saying(
                                "Six bars of colour, each as strong as a screen can show it.",
                                "At the top left a clock counts, and the number of the picture.",
                                "The line across moves evenly. If it jumps, pictures are missing.",
                                "The tone is an A, at 440 Hz.")
                        .tagged("test"));
    }
}
