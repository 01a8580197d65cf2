package dev.kinora.demo;

import dev.kinora.captions.Captions;
import dev.kinora.chaptering.Chapters;
import dev.kinora.identity.Accounts;
import dev.kinora.library.Videos;
import dev.kinora.media.Ffmpeg;
import dev.kinora.platform.Db;
import dev.kinora.playback.Beats;
import dev.kinora.playlists.Featured;
import dev.kinora.playlists.Playlists;
import dev.kinora.uploads.FolderImports;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DemoConfiguration {
    @Bean
    Demo demo(
            Db db,
            Accounts accounts,
            Ffmpeg ffmpeg,
            FolderImports imports,
            Videos videos,
            Playlists playlists,
            Featured featured,
            Beats beats,
            Captions captions,
            Chapters chapters) {
        var store = new DemoStore(db);
        return new Demo(
                db,
                accounts,
                new Filling(
                        ffmpeg, imports, videos, playlists, featured, new Audience(beats), captions, chapters, store));
    }
}
