package dev.kinora.media;

/**
 * A kind of file that can hold a film or its sound.
 *
 * @param name as people say it
 * @param extension without the dot
 */
public record Container(String name, String mimeType, String extension) {
    static final Container MP4 = new Container("MP4", "video/mp4", "mp4");
    static final Container MOV = new Container("QuickTime", "video/quicktime", "mov");
    static final Container THREE_GP = new Container("3GP", "video/3gpp", "3gp");
    static final Container M4A = new Container("MPEG-4 audio", "audio/mp4", "m4a");
    static final Container WEBM = new Container("WebM", "video/webm", "webm");
    static final Container MATROSKA = new Container("Matroska", "video/x-matroska", "mkv");
    static final Container AVI = new Container("AVI", "video/x-msvideo", "avi");
    static final Container WAV = new Container("WAV", "audio/wav", "wav");
    static final Container FLV = new Container("Flash video", "video/x-flv", "flv");
    static final Container MPEG_TS = new Container("MPEG transport stream", "video/mp2t", "ts");
    static final Container MPEG_PS = new Container("MPEG program stream", "video/mpeg", "mpg");
    static final Container MXF = new Container("MXF", "application/mxf", "mxf");
    static final Container GXF = new Container("GXF", "application/gxf", "gxf");
    static final Container LXF = new Container("LXF", "application/lxf", "lxf");
    static final Container ASF = new Container("Windows Media", "video/x-ms-wmv", "wmv");
    static final Container OGG = new Container("Ogg", "video/ogg", "ogv");
    static final Container MP3 = new Container("MP3", "audio/mpeg", "mp3");
    static final Container FLAC = new Container("FLAC", "audio/flac", "flac");
    static final Container AAC = new Container("AAC", "audio/aac", "aac");
    static final Container AIFF = new Container("AIFF", "audio/aiff", "aiff");
}
